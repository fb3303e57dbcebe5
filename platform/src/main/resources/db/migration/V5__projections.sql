-- How far each processor has come with its share of the streams, and which node moves it. Written
-- with the rows it stands for, in their transaction, and only by the owner of that epoch.
create table projection_token (
    processor     text             not null,
    segment       integer          not null,
    segments      integer          not null,
    position      bigint           not null default 0,
    -- counts how often other generations of views were put in use
    layout        bigint           not null default 0,
    -- where to wait, while the streams are about to be shared out anew
    stop_at       bigint,
    owner         text,
    epoch         bigint           not null default 0,
    claimed_until timestamptz,
    -- when the event at the position was recorded
    recorded_at   timestamptz,
    moved_at      timestamptz      not null default now(),
    rate          double precision not null default 0,
    error         text,
    failed_at     timestamptz,
    primary key (processor, segment)
);

-- The tables of views: those in use, those being made beside them, and the last that were in use.
create table view_generation (
    view       text        not null,
    generation integer     not null,
    columns    text        not null,
    shape      text        not null,
    state      text        not null check (state in ('BUILDING', 'LIVE', 'PREVIOUS')),
    rebuild    text,
    made_at    timestamptz not null default now(),
    primary key (view, generation)
);

create unique index view_generation_live on view_generation (view) where state = 'LIVE';

-- Views being made anew beside those in use, and what became of it.
create table projection_rebuild (
    id          text             primary key,
    views       text[]           not null,
    dry_run     boolean          not null,
    automatic   boolean          not null,
    -- whether readers see its tables already and wait for them
    awaited     boolean          not null,
    state       text             not null,
    step        text             not null default '',
    position    bigint           not null default 0,
    head        bigint           not null default 0,
    events      bigint           not null default 0,
    rate        double precision not null default 0,
    comparison  jsonb,
    error       text,
    started_at  timestamptz      not null default now(),
    finished_at timestamptz,
    switched_at timestamptz
);

-- Events that a view could not take in, in their order. Later ones of the same key wait behind them.
-- Those of a generation that is not in use any more carry its number.
create table dead_letter (
    view      text        not null,
    key       text        not null,
    position  bigint      not null,
    stream_id text        not null,
    version   bigint      not null,
    cause     text,
    parked_at timestamptz not null default now(),
    set_aside integer,
    unique nulls not distinct (view, key, position, set_aside)
);
