-- The activities of which somebody may have to be reminded, and when that is to be looked at. Whether
-- it is so is decided on the activity; what was looked at goes, unless more has happened since.
create table reminder_due (
    activity_id     text        primary key,
    organization_id text        not null,
    due_at          timestamptz not null,
    -- of the last event that matters
    position        bigint      not null
);

create index reminder_due_at on reminder_due (due_at, activity_id);
