-- Events about which a policy could not do what it is there for. What follows in the same stream
-- waits behind the first of them, as far as it is the business of that policy.
create table policy_dead_letter (
    id              text primary key default ('dead-letter-' || gen_random_uuid()),
    policy          text        not null,
    stream_id       text        not null,
    version         bigint      not null,
    position        bigint      not null,
    organization_id text        not null,
    cause           text        not null,
    parked_at       timestamptz not null default now(),
    -- whether somebody wants it tried again
    retry           boolean     not null default false,
    unique (policy, position)
);

create index policy_dead_letter_of_stream on policy_dead_letter (policy, stream_id, position);

create or replace view dead_letters as
select d.id, d.view, d.key as record_id, d.position, e.type as event_type,
       coalesce(e.organization_id, '') as organization_id, coalesce(d.cause, '') as cause, d.parked_at,
       not exists (select from dead_letter b
                   where b.view = d.view and b.key = d.key and b.set_aside is null
                     and b.position < d.position) as foremost
from dead_letter d left join event e on e.stream_id = d.stream_id and e.version = d.version
where d.set_aside is null
union all
select s.letter, 'search', s.id, null, null, s.organization_id, s.cause, s.parked_at, true
from search_dead_letter s
union all
select p.id, 'policy:' || p.policy, p.stream_id, p.position, e.type, p.organization_id, p.cause,
       p.parked_at,
       not exists (select from policy_dead_letter b
                   where b.policy = p.policy and b.stream_id = p.stream_id
                     and b.position < p.position)
from policy_dead_letter p
left join event e on e.stream_id = p.stream_id and e.version = p.version;
