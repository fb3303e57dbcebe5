-- Bytes that are to be deleted once it is time, unless a record takes them up before: they are named
-- here before they are put into the blob store, so that no crash leaves any behind.
create table blob_garbage (
    blob_id         text        primary key,
    organization_id text        not null,
    due_at          timestamptz not null
);

create index blob_garbage_due_at on blob_garbage (due_at);

-- What is in quarantine and has still to be looked at. What becomes of it is in the events; this is
-- only what the work needs.
create table document_check (
    blob_id         text        primary key,
    document_id     text        not null,
    organization_id text        not null,
    correlation_id  text        not null,
    not_before      timestamptz not null default now(),
    attempts        integer     not null default 0,
    -- why it did not come to a finding the last time
    error           text,
    requested_at    timestamptz not null default now()
);

create index document_check_not_before on document_check (not_before);
create index document_check_of_document on document_check (document_id);

-- The documents whose text has still to be read, for search.
create table document_text_due (
    blob_id         text        primary key,
    document_id     text        not null,
    organization_id text        not null,
    not_before      timestamptz not null default now(),
    attempts        integer     not null default 0
);

create index document_text_due_not_before on document_text_due (not_before);

-- The text of documents as far as it could be read: kept, as to read it again costs far more than to
-- build an index again. The outcome says why there is none.
create table document_text (
    blob_id         text        primary key,
    document_id     text        not null,
    organization_id text        not null,
    outcome         text        not null,
    text            text        not null,
    read_at         timestamptz not null default now()
);

create index document_text_of_document on document_text (document_id);
