-- When deploys may begin and when they begin by themselves.

-- Why a run that has its subject but has not begun waits; null while a driver has it in hand.
alter table runs add column held_until timestamptz, add column held_because text;

-- app is null for what holds for all apps. An app with windows of its own has only those.
create table deploy_windows (
    id         bigint generated always as identity primary key,
    app        text references apps (name) on delete cascade,
    days       int[] not null check (array_length(days, 1) between 1 and 7),
    opens      time not null,
    closes     time not null,
    time_zone  text not null,
    created_by text not null,
    created_at timestamptz not null
);

create table freezes (
    id         bigint generated always as identity primary key,
    app        text references apps (name) on delete cascade,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null check (ends_at > starts_at),
    reason     text not null,
    created_by text not null,
    created_at timestamptz not null
);

-- The id is the name of the Quartz job; last_* tell what became of the last time it fired.
create table schedules (
    id            bigint generated always as identity primary key,
    app           text not null references apps (name) on delete cascade,
    name          text not null,
    cron          text not null,
    time_zone     text not null,
    overlap       text not null check (overlap in ('skip', 'queue')),
    catch_up      text not null check (catch_up in ('none', 'once')),
    is_enabled    boolean not null,
    created_by    text not null,
    created_at    timestamptz not null,
    last_fired_at timestamptz,
    last_run_id   bigint references runs (id) on delete set null,
    last_error    text,
    unique (app, name)
);
