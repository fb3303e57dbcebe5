-- The event store: the only tables that cannot be made again from anything else.

create table event (
    seq             bigint generated always as identity (cache 1) primary key,
    event_id        text        not null,
    stream_id       text        not null,
    version         bigint      not null,
    stream_type     text        not null,
    type            text        not null,
    revision        text        not null,
    payload         jsonb       not null,
    metadata        jsonb       not null,
    organization_id text        not null,
    occurred_at     timestamptz not null,
    recorded_at     timestamptz not null,
    unique (stream_id, version)
);

create index event_of_organization on event (organization_id, stream_type, seq);

-- Where an event stands in the one order that everybody reads. Given after the commit, densely, so
-- that no reader ever passes an event that becomes visible later.
create table event_position (
    position bigint primary key,
    seq      bigint not null unique
);

-- Every event up to this number has its position, or will never be visible. Whoever begins to give
-- positions need not look further back.
create table event_floor (
    seq      bigint not null,
    only_one boolean not null default true primary key check (only_one)
);

insert into event_floor (seq) values (0);

create function refuse_to_change_history() returns trigger language plpgsql as $$
begin
    raise exception 'events are for ever: % on % is refused', tg_op, tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;

create trigger event_is_append_only before update or delete or truncate on event
    for each statement execute function refuse_to_change_history();

create trigger event_position_is_append_only before update or delete or truncate on event_position
    for each statement execute function refuse_to_change_history();

-- The trigger refuses everybody; the engine has not even the right. Giving it back is an act of its
-- own, which no statement of the engine does.
revoke update, delete, truncate on event, event_position from current_user;

-- What long streams come to, so that they need not be read from their beginning. Only a cache.
create table snapshot (
    stream_id text primary key,
    event_id  text        not null,
    version   bigint      not null,
    type      text        not null,
    revision  text,
    payload   jsonb       not null,
    metadata  jsonb       not null,
    taken_at  timestamptz not null default now()
);

-- Values that exist once only, across streams. The scope is an organization, or * for all of them.
create table reservation (
    scope     text not null,
    kind      text not null,
    value     text not null,
    stream_id text not null,
    primary key (scope, kind, value)
);

-- Answers to requests with an Idempotency-Key.
create table idempotency (
    organization_id text        not null,
    actor_id        text        not null,
    key             text        not null,
    request_hash    text        not null,
    stream_id       text        not null,
    version         bigint      not null,
    created         boolean     not null,
    answered_at     timestamptz not null default now(),
    primary key (organization_id, actor_id, key)
);

create index idempotency_answered_at on idempotency (answered_at);

-- Stores what several units of work append, together, and answers the units that it leaves out: those
-- whose streams have moved on, whose key was answered before, or that claim a value another stream
-- holds. A unit is stored wholly or not at all; the others do not notice.
create function append_events(
    stream_units int[], streams text[], last_versions bigint[],
    event_units int[], event_ids text[], event_streams text[], versions bigint[], types text[],
    revisions text[], payloads text[], metadatas text[], organizations text[], occurred text[],
    answer_units int[], answer_organizations text[], actors text[], keys text[], hashes text[],
    answer_streams text[], answer_versions bigint[], created text[],
    claim_units int[], claim_numbers int[], claim_scopes text[], claim_kinds text[],
    claim_values text[], claim_streams text[],
    release_units int[], release_scopes text[], release_kinds text[], release_values text[], release_streams text[])
    returns table (unit int, why text)
    language plpgsql
    -- The number of rows differs each time, and the right plan never does.
    set plan_cache_mode = force_generic_plan
    as $$
#variable_conflict use_column
declare
    refused int[] := '{}';
    taken   int;
    here    timestamptz := statement_timestamp();
begin
    -- One event alone is what most appends are where little is going on. Done with the statements for
    -- sets below it would cost half as much again.
    if cardinality(event_ids) = 1 and cardinality(answer_units) = 0 and cardinality(claim_units) = 0
       and cardinality(release_units) = 0 then
        if coalesce((select e.version from event e where e.stream_id = streams[1]
                     order by e.version desc limit 1), -1) <> last_versions[1] then
            unit := stream_units[1];
            why := 'moved';
            return next;
            return;
        end if;
        insert into event (event_id, stream_id, version, stream_type, type, revision, payload,
                           metadata, organization_id, occurred_at, recorded_at)
        values (event_ids[1], event_streams[1], versions[1], split_part(event_streams[1], '-', 1),
                types[1], revisions[1], payloads[1]::jsonb, metadatas[1]::jsonb, organizations[1],
                least(coalesce(occurred[1]::timestamptz, here), here), here);
        return;
    end if;

    -- The predecessor of an append must be the last event of its stream: no gap, and no overtaking.
    for unit, why in
        select distinct on (s.unit) s.unit, 'moved'
        from unnest(stream_units, streams, last_versions) as s (unit, stream, last_version)
        where coalesce((select e.version from event e where e.stream_id = s.stream
                        order by e.version desc limit 1), -1) <> s.last_version
    loop
        refused := refused || unit;
        return next;
    end loop;

    if cardinality(answer_units) > 0 then
        for unit, why in
            with remembered as (
                insert into idempotency as i
                  (organization_id, actor_id, key, request_hash, stream_id, version, created)
                select a.organization, a.actor, a.key, a.hash, a.stream, a.version, a.created::boolean
                from unnest(answer_units, answer_organizations, actors, keys, hashes,
                            answer_streams, answer_versions, created)
                  as a (unit, organization, actor, key, hash, stream, version, created)
                where a.unit <> all (refused)
                order by a.organization, a.actor, a.key
                on conflict (organization_id, actor_id, key) do update set
                  request_hash = excluded.request_hash, stream_id = excluded.stream_id,
                  version = excluded.version, created = excluded.created, answered_at = now()
                where i.answered_at < now() - interval '24 hours'
                returning i.organization_id, i.actor_id, i.key)
            select a.unit, 'answered'
            from unnest(answer_units, answer_organizations, actors, keys)
              as a (unit, organization, actor, key)
            where a.unit <> all (refused)
              and (a.organization, a.actor, a.key) not in (table remembered)
        loop
            refused := refused || unit;
            return next;
        end loop;
    end if;

    if cardinality(claim_units) > 0 then
        insert into reservation (scope, kind, value, stream_id)
        select distinct on (c.scope, c.kind, c.value) c.scope, c.kind, c.value, c.stream
        from unnest(claim_units, claim_scopes, claim_kinds, claim_values, claim_streams)
          with ordinality as c (unit, scope, kind, value, stream, place)
        where c.unit <> all (refused)
        order by c.scope, c.kind, c.value, c.place
        on conflict do nothing;

        -- Whatever its unit has stored so far must not stay, and cannot be told here from what it
        -- held before: so all is taken back. Who sent several then tries each alone.
        select c.number into taken
        from unnest(claim_units, claim_numbers, claim_scopes, claim_kinds, claim_values,
                    claim_streams) as c (unit, number, scope, kind, value, stream)
        where c.unit <> all (refused)
          and (select r.stream_id from reservation r
               where r.scope = c.scope and r.kind = c.kind and r.value = c.value) <> c.stream
        order by c.number limit 1;
        if found then
            raise exception 'value is taken' using errcode = 'NX001', detail = taken::text;
        end if;
    end if;

    insert into event (event_id, stream_id, version, stream_type, type, revision, payload, metadata,
                       organization_id, occurred_at, recorded_at)
    select e.id, e.stream, e.version, split_part(e.stream, '-', 1), e.type, e.revision,
           e.payload::jsonb, e.metadata::jsonb, e.organization,
           least(coalesce(e.occurred::timestamptz, here), here), here
    from unnest(event_units, event_ids, event_streams, versions, types, revisions, payloads,
                metadatas, organizations, occurred)
      as e (unit, id, stream, version, type, revision, payload, metadata, organization, occurred)
    where e.unit <> all (refused);

    if cardinality(release_scopes) > 0 then
        delete from reservation r
        using unnest(release_units, release_scopes, release_kinds, release_values,
                     release_streams) as g (unit, scope, kind, value, stream)
        where g.unit <> all (refused) and r.scope = g.scope and r.kind = g.kind and r.value = g.value
          and r.stream_id = g.stream;
    end if;
end $$;
