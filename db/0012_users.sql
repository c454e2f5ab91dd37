-- Users, what they and their tokens may do, sessions, attempts to sign in, and who changed what.

-- role holds for all apps; null: only what user_apps says.
create table users (
    id              bigint generated always as identity primary key,
    name            text not null unique check (name ~ '^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$'),
    role            text check (role in ('viewer', 'deployer', 'admin')),
    password        text not null,
    created_at      timestamptz not null,
    created_by      text not null,
    disabled_at     timestamptz,
    last_sign_in_at timestamptz
);

create table user_apps (
    user_id bigint not null references users (id) on delete cascade,
    app     text not null references apps (name) on delete cascade,
    role    text not null check (role in ('viewer', 'deployer', 'admin')),
    primary key (user_id, app)
);

create index user_apps_by_app on user_apps (app);

-- user_id is null for a machine's token. made_with is the token that made it, and whose end is its end, too.
alter table tokens
    drop constraint tokens_role_check,
    drop constraint tokens_name_key,
    alter column role drop not null,
    add constraint tokens_role_check check (role in ('viewer', 'deployer', 'admin')),
    add column user_id    bigint references users (id) on delete cascade,
    add column made_with  bigint references tokens (id) on delete cascade,
    add column created_by text not null default 'server',
    add column expires_at timestamptz,
    add constraint tokens_name_key unique nulls not distinct (user_id, name);

create index tokens_by_maker on tokens (made_with);

create table token_apps (
    token_id bigint not null references tokens (id) on delete cascade,
    app      text not null references apps (name) on delete cascade,
    role     text not null check (role in ('viewer', 'deployer', 'admin')),
    primary key (token_id, app)
);

create index token_apps_by_app on token_apps (app);

-- A browser that is signed in, by a password (user_id) or by a token's link (token_id); only the SHA-256 of its secret is kept.
create table sessions (
    hash       bytea primary key,
    user_id    bigint references users (id) on delete cascade,
    token_id   bigint references tokens (id) on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    check (num_nonnulls(user_id, token_id) = 1)
);

create index sessions_by_user on sessions (user_id);
create index sessions_by_token on sessions (token_id);

alter table sign_in_links
    alter column token_id drop not null,
    add column user_id bigint references users (id) on delete cascade,
    add check (num_nonnulls(user_id, token_id) = 1);

-- How often somebody tried to sign in, by account and by address; key is the SHA-256 of either, because people type passwords into the wrong field.
create table sign_in_attempts (
    key   bytea primary key,
    since timestamptz not null,
    count int not null
);

-- what names no secret: neither bodies nor queries come in here, only what an endpoint says by itself.
create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    actor   text not null,
    token   text,
    address text,
    what    text not null,
    app     text,
    run     bigint,
    outcome text not null check (outcome in ('done', 'refused', 'failed')),
    status  int not null,
    details jsonb
);

create index audit_by_time on audit (at);
create index audit_by_app on audit (app, id desc);
create index audit_by_actor on audit (actor, id desc);
