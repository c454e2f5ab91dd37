-- The servers of this installation, as each says of itself every ten seconds.
create table nodes (
    name           text primary key,
    host           text not null,
    version        text not null,
    engine         text,
    disk_free      bigint not null,
    disk_total     bigint not null,
    started_at     timestamptz not null,
    seen_at        timestamptz not null
);
