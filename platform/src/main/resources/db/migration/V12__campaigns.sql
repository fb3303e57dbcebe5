-- What campaigns must know of contacts: whom they can be for, where those can be reached, and whether
-- they may be. Folded from the events of contacts on the side that decides, which has no views; can
-- be made again from them at any time.
create table campaign_contact (
    contact_id      text primary key,
    organization_id text    not null,
    first_name      text,
    last_name       text,
    email           text,
    phone           text,
    job_title       text,
    source          text,
    company_id      text,
    tags            text[]  not null,
    lifecycle_stage text    not null,
    -- null: they were never asked
    email_consent   boolean,
    sms_consent     boolean,
    archived        boolean not null
);

create index campaign_contact_of_organization on campaign_contact (organization_id, contact_id);
create index campaign_contact_email on campaign_contact (organization_id, lower(email))
    where email is not null;
create index campaign_contact_phone
    on campaign_contact (organization_id, regexp_replace(phone, '[^0-9+]', '', 'g'))
    where phone is not null;

-- The campaigns that have something to be done, or had: how each stands, by its events, and what its
-- ledger comes to.
create table campaign_run (
    campaign_id     text primary key,
    organization_id text        not null,
    type            text        not null,
    per_second      integer,
    status          text        not null,
    start_at        timestamptz,
    frozen_at       timestamptz,
    frozen_position bigint,
    queued          integer     not null default 0,
    sent            integer     not null default 0,
    failed          integer     not null default 0,
    skipped         integer     not null default 0,
    -- since it was last started, for the error budget
    attempted       integer     not null default 0,
    faults          integer     not null default 0,
    outages         integer     not null default 0,
    not_before      timestamptz,
    -- of the last event that was folded in, so that none is taken twice
    position        bigint      not null
);

create index campaign_run_to_be_done on campaign_run (status, start_at)
    where status in ('SCHEDULED', 'ACTIVE') or status = 'CANCELLED' and queued > 0;

-- The delivery ledger: for each campaign and recipient one row, whatever becomes of it. Nobody is
-- sent to but out of a row, and no row leads to two messages.
create table campaign_delivery (
    campaign_id     text        not null,
    contact_id      text        not null,
    step            integer     not null default 1,
    organization_id text        not null,
    channel         text        not null,
    address         text,
    state           text        not null,
    reason          text,
    attempts        integer     not null default 0,
    not_before      timestamptz,
    -- when the state became what it is
    at              timestamptz not null,
    -- the date of the message, the same however often it is tried
    written_at      timestamptz,
    -- the last moment before the message was out of our hands, where it cannot be asked for again
    handing_at      timestamptz,
    provider_id     text,
    sent_at         timestamptz,
    delivered_at    timestamptz,
    opened_at       timestamptz,
    clicked_at      timestamptz,
    bounced_at      timestamptz,
    complained_at   timestamptz,
    unsubscribed_at timestamptz,
    primary key (campaign_id, contact_id, step)
) with (fillfactor = 80);

create index campaign_delivery_to_be_sent on campaign_delivery (campaign_id, contact_id)
    where state in ('QUEUED', 'SENDING');
create index campaign_delivery_of_contact on campaign_delivery (contact_id);
create index campaign_delivery_clicked on campaign_delivery (organization_id, contact_id, clicked_at)
    where clicked_at is not null;
create index campaign_delivery_of_provider on campaign_delivery (provider_id)
    where provider_id is not null;

-- Addresses that must not be written to any more: they do not exist, or their owner complained.
create table suppression (
    organization_id text        not null,
    channel         text        not null,
    address         text        not null,
    reason          text        not null,
    campaign_id     text,
    at              timestamptz not null default now(),
    primary key (organization_id, channel, address)
);

-- What providers have told us, so that each thing is taken once however often it is told.
create table inbound_event (
    service     text        not null,
    event_id    text        not null,
    received_at timestamptz not null default now(),
    primary key (service, event_id)
);

create index inbound_event_received on inbound_event (received_at);
