-- What domains show over HTTPS, and apps whose visitors are told to come back later.

-- chain is PEM, the domain's own certificate first; key is sealed.
create table certificates (
    domain text primary key references domains (name) on delete cascade,
    chain  text not null,
    key    text not null,
    set_by text not null,
    set_at timestamptz not null
);

-- Null while visitors get the app.
alter table routes add column maintenance jsonb;
