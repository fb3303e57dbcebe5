-- Where the copy of the events stands when they are kept elsewhere. No row: they are kept here.
create table event_mirror (
    one        boolean primary key default true check (one),
    source     text   not null, -- what a person calls it
    last_index bigint not null, -- of the last event taken over, in the order of the source
    last_id    text   not null, -- its id, by which another source is told from this one
    position   bigint not null  -- of the last event of the business taken over
);
