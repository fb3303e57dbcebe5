-- Who works on what, for a while. Who takes over draws a number, by which the work of whoever had
-- it before is refused.
create sequence work_lease_number;

create table work_lease (
    name   text        primary key,
    owner  text        not null,
    number bigint      not null default nextval('work_lease_number'),
    until  timestamptz not null
);

-- How far those have come who keep what they must know of events in tables of their own. Told from
-- the beginning when the revision is another.
create table follower (
    name     text    primary key,
    position bigint  not null,
    revision integer not null
);
