-- What identifies people but must never be an event: secrets, and who logged in from where.

create table credential (
    user_id         text primary key,
    organization_id text        not null,
    password_hash   text        not null,
    changed_at      timestamptz not null default now()
);

create table session (
    id              text primary key,
    user_id         text        not null,
    organization_id text        not null,
    ip_address      text        not null,
    user_agent      text        not null,
    created_at      timestamptz not null default now(),
    last_used_at    timestamptz not null default now(),
    expires_at      timestamptz not null,
    revoked_at      timestamptz
);

create index session_of_user on session (user_id);
create index session_expires_at on session (expires_at);

-- All refresh tokens that a session ever had, so that one used a second time is known for stolen.
create table refresh_token (
    hash       bytea primary key,
    session_id text        not null references session (id) on delete cascade,
    issued_at  timestamptz not null default now(),
    used_at    timestamptz
);

create index refresh_token_of_session on refresh_token (session_id);

-- Logins that worked and that did not.
create table login_log (
    id              bigint generated always as identity primary key,
    at              timestamptz not null default now(),
    outcome         text        not null,
    user_id         text,
    organization_id text,
    ip_address      text        not null,
    user_agent      text        not null
);

create index login_log_of_organization on login_log (organization_id, at);

create trigger login_log_is_append_only before update or delete or truncate on login_log
    for each statement execute function refuse_to_change_history();
