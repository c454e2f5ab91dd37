-- Webhooks of git hosts: who may send them, what came and what became of it.

-- The id is the last part of the address and cannot be guessed. secret and status_token are sealed. What was refused before anybody had
-- proven to know the secret is only counted here: it must not be able to fill a table.
create table hooks (
    id             text primary key,
    app            text not null references apps (name) on delete cascade,
    host           text not null check (host in ('github', 'gitlab', 'gitea', 'bitbucket', 'generic')),
    secret         text not null,
    repository     text,
    branches       text[] not null,
    tags           text[] not null,
    paths          text[] not null,
    releases       boolean not null,
    is_enabled     boolean not null,
    status_token   text,
    created_by     text not null,
    created_at     timestamptz not null,
    refused        bigint not null default 0,
    refused_at     timestamptz,
    refused_reason text
);
create index hooks_app on hooks (app);

-- due_at is set as long as its work is not done; the Quartz trigger of the same number is set in the same transaction.
create table deliveries (
    id          bigint generated always as identity primary key,
    hook_id     text not null references hooks (id) on delete cascade,
    key         text not null,
    event       jsonb not null,
    headers     jsonb not null,
    verdict     text not null,
    reason      text not null,
    run_id      bigint references runs (id) on delete set null,
    received_at timestamptz not null,
    settled_at  timestamptz,
    due_at      timestamptz,
    tries       int not null default 0,
    repeats     int not null default 0,
    check ((settled_at is null) = (due_at is not null))
);
create index deliveries_hook on deliveries (hook_id, id desc);
create index deliveries_due on deliveries (due_at) where due_at is not null;
create index deliveries_run on deliveries (run_id) where run_id is not null;

-- What a delivery is known by, kept as long as its hook, also when the delivery itself is not any more: one delivery gives one run for ever.
create table delivery_keys (
    hook_id     text not null references hooks (id) on delete cascade,
    key         text not null,
    delivery_id bigint not null,
    primary key (hook_id, key)
);

-- What the host of a repository has been told of a run; due_at is null once it knows how the run ended.
create table commit_statuses (
    delivery_id bigint primary key references deliveries (id) on delete cascade,
    run_id      bigint not null references runs (id) on delete cascade,
    commit      text not null,
    told        text,
    due_at      timestamptz,
    tries       int not null default 0,
    error       text
);
create index commit_statuses_due on commit_statuses (due_at) where due_at is not null;
