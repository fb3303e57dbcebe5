-- Search indices being made anew beside the one in use, and what became of them.
create table search_rebuild (
    id          text             primary key,
    index_name  text             not null,
    dry_run     boolean          not null,
    state       text             not null,
    step        text             not null,
    -- whether there is an index beside the one in use, which misses what is in search_beside
    kept        boolean          not null default true,
    -- up to which record of which type it is filled
    loaded_type text             not null default '',
    loaded_id   text             not null default '',
    done        bigint           not null default 0,
    total       bigint           not null default 0,
    rate        double precision not null default 0,
    comparison  jsonb,
    error       text,
    started_at  timestamptz      not null default clock_timestamp(),
    finished_at timestamptz,
    switched_at timestamptz
);

create unique index search_rebuild_kept on search_rebuild (kept) where kept;

-- What the index in use has been told of since, and the one beside it has not.
create table search_beside (
    type            text   not null,
    id              text   not null,
    organization_id text   not null,
    generation      bigint not null default 1,
    primary key (type, id)
);
