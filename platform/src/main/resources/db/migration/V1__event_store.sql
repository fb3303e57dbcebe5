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

create function refuse_to_change_history() returns trigger language plpgsql as $$
begin
    raise exception 'events are for ever: % on % is refused', tg_op, tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;

create trigger event_is_append_only before update or delete or truncate on event
    for each statement execute function refuse_to_change_history();

create trigger event_position_is_append_only before update or delete or truncate on event_position
    for each statement execute function refuse_to_change_history();

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

-- Axon's tokens: how far each processor has read, and which node it runs on.
create table processor_token (
    processor_name varchar(255) not null,
    segment        integer      not null,
    token          bytea,
    token_type     varchar(255),
    time_stamp     varchar(255),
    owner          varchar(255),
    primary key (processor_name, segment)
);

-- The same position as a plain number, written with the rows it stands for.
create table projection_position (
    processor  text        not null,
    segment    integer     not null,
    position   bigint      not null,
    updated_at timestamptz not null default now(),
    primary key (processor, segment)
);

-- Which shape the table of a view has; another shape means to build it again.
create table view_shape (
    view  text primary key,
    shape text not null
);

-- Events that a view could not take in, in their order. Later ones of the same key wait behind them.
create table dead_letter (
    view      text        not null,
    key       text        not null,
    position  bigint      not null,
    stream_id text        not null,
    version   bigint      not null,
    cause     text,
    parked_at timestamptz not null default now(),
    primary key (view, key, position)
);
