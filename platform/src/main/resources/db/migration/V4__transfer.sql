-- Imports that are being worked off, or taken back, with the file until then. What became of them is
-- in their events; this is only what the work needs, so that it goes on after a crash.
create table import_job (
    import_id       text        primary key,
    task            text        not null,
    organization_id text        not null,
    actor_kind      text        not null,
    actor_id        text        not null,
    actor_name      text        not null,
    actor_role      text        not null,
    file            bytea       storage external,
    requested_at    timestamptz not null default now()
);
