-- Who did what to the projections of the installation, when and why. Never changed.
create table operator_action (
    id              bigint generated always as identity primary key,
    at              timestamptz not null default clock_timestamp(),
    action          text        not null,
    subject         text        not null,
    actor_id        text        not null,
    actor_name      text        not null,
    organization_id text        not null,
    reason          text,
    request_id      text
);

create index operator_action_subject on operator_action (subject, id);

create trigger operator_action_is_append_only before update or delete or truncate on operator_action
    for each statement execute function refuse_to_change_history();

-- What parked events and refused documents are asked for by.
alter table dead_letter
    add column id text not null unique default ('dead-letter-' || gen_random_uuid());
alter table search_dead_letter
    add column letter text not null unique default ('dead-letter-' || gen_random_uuid());

-- All that waits aside, of the views in use and of the search index, and whose it is.
create view dead_letters as
select d.id, d.view, d.key as record_id, d.position, e.type as event_type,
       coalesce(e.organization_id, '') as organization_id, coalesce(d.cause, '') as cause, d.parked_at,
       not exists (select from dead_letter b
                   where b.view = d.view and b.key = d.key and b.set_aside is null
                     and b.position < d.position) as foremost
from dead_letter d left join event e on e.stream_id = d.stream_id and e.version = d.version
where d.set_aside is null
union all
select s.letter, 'search', s.id, null, null, s.organization_id, s.cause, s.parked_at, true
from search_dead_letter s;
