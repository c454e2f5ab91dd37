create table pipelines (
    name    text primary key,
    version integer not null
);

create table pipeline_versions (
    pipeline     text not null references pipelines (name),
    number       integer not null check (number > 0),
    text         text not null,
    sha256       text not null,
    author       text not null,
    note         text,
    published_at timestamptz not null,
    primary key (pipeline, number)
);

-- A run says which version it was made of, so what a version says may never become something else.
create function refuse_change_of_pipeline_version() returns trigger language plpgsql as $$
begin
    raise exception 'a published version of a pipeline never changes' using errcode = 'restrict_violation';
end
$$;

create trigger pipeline_versions_are_immutable before update or delete on pipeline_versions
    for each row execute function refuse_change_of_pipeline_version();

create trigger pipeline_versions_stay before truncate on pipeline_versions
    for each statement execute function refuse_change_of_pipeline_version();

-- Null for runs from before there were versions.
alter table runs add column pipeline_version integer;
