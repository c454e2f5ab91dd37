-- How apps sign in to hosts of git repositories.

-- secret is sealed. A sign-in belongs to one host, and is never sent to another one.
create table git_access (
    app         text not null references apps (name) on delete cascade,
    host        text not null check (host = lower(host)),
    kind        text not null check (kind in ('token', 'key')),
    login       text not null,
    secret      text not null,
    known_hosts text,
    set_by      text not null,
    set_at      timestamptz not null,
    primary key (app, host),
    check ((kind = 'key') = (known_hosts is not null))
);
