-- The first house: apps and their traffic, runs and their journal, tokens.

-- Which installation this is. Its containers carry the id, so that two installations may share one Docker Engine.
create table installation (
    id uuid primary key
);

insert into installation (id) values (gen_random_uuid());

create table apps (
    name       text primary key check (name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    created_at timestamptz not null
);

create table domains (
    name text primary key check (name = lower(name)),
    app  text not null references apps (name) on delete cascade
);

-- app is null for a setting that holds for all apps.
create table settings (
    app   text references apps (name) on delete cascade,
    name  text not null,
    value text not null,
    unique nulls not distinct (app, name)
);

-- The wanted traffic. generation rises with every change and never falls.
create table routes (
    app         text primary key references apps (name) on delete cascade,
    generation  bigint not null default 1,
    targets     jsonb not null default '[]',
    switched_at timestamptz
);

create table runs (
    id           bigint generated always as identity primary key,
    subject      text not null,
    pipeline     text not null,
    definition   jsonb not null,
    inputs       jsonb not null,
    state        text not null check (state in ('queued', 'running', 'waiting', 'succeeded', 'failed', 'rolledBack', 'cancelled', 'superseded', 'needsAttention')),
    trigger      text not null,
    actor        text not null,
    delivery_key text unique,
    fence        bigint not null default 0,
    driver       text,
    seq          bigint not null default 0,
    wake_at      timestamptz,
    created_at   timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    error        jsonb
);

create index runs_by_subject on runs (subject, id desc);
create index runs_unfinished on runs (id) where finished_at is null;

-- One run at a time per subject: whoever has the row may be driven.
create table run_slots (
    subject text primary key,
    run_id  bigint not null unique references runs (id) on delete cascade
);

create table journal (
    run_id bigint not null references runs (id) on delete cascade,
    seq    bigint not null,
    at     timestamptz not null,
    event  jsonb not null,
    primary key (run_id, seq)
);

-- What the journal says of each step, kept beside it for readers.
create table run_steps (
    run_id bigint not null references runs (id) on delete cascade,
    step   text not null,
    view   jsonb not null,
    primary key (run_id, step)
);

create table log_lines (
    run_id  bigint not null references runs (id) on delete cascade,
    seq     bigint generated always as identity,
    step    text not null,
    attempt int not null,
    at      timestamptz not null,
    text    text not null,
    primary key (run_id, seq)
);

create table releases (
    app        text not null references apps (name) on delete cascade,
    number     int not null,
    run_id     bigint not null unique references runs (id),
    image      text not null,
    created_at timestamptz not null,
    primary key (app, number)
);

-- Only the SHA-256 of a token is kept.
create table tokens (
    id           bigint generated always as identity primary key,
    name         text not null unique,
    role         text not null check (role in ('admin')),
    hash         bytea not null unique,
    created_at   timestamptz not null,
    last_used_at timestamptz
);

-- A link that signs a browser in once; only the SHA-256 of its code is kept.
create table sign_in_links (
    hash       bytea primary key,
    token_id   bigint not null references tokens (id) on delete cascade,
    expires_at timestamptz not null
);
