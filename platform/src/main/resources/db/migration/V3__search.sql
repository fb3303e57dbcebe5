-- What the search index has still to be told: one line for each record that changed since it was
-- last written there. A change to a record that waits already only makes its generation another.
-- The position is that of the first change that waits.
create table search_pending (
    type            text   not null,
    id              text   not null,
    organization_id text   not null,
    generation      bigint not null,
    position        bigint not null,
    primary key (type, id)
);

create index search_pending_position on search_pending (position) include (organization_id);

-- The versions under which documents are written, so that the later reading of a record wins.
create sequence search_version;

-- Records that the search index refuses for what is in them. A later change tries them again.
create table search_dead_letter (
    type            text        not null,
    id              text        not null,
    organization_id text        not null,
    cause           text        not null,
    parked_at       timestamptz not null default now(),
    primary key (type, id)
);

-- Which database an index was made from: another one starts its own.
create table search_installation (
    id       uuid    not null default gen_random_uuid(),
    only_one boolean not null default true primary key check (only_one)
);

insert into search_installation default values;
