-- Config variables of apps, what a release keeps, and which release served when.

-- Something known, sealed by the server's keys: a server that cannot read it has lost them. Null until the first server wrote it.
alter table installation add column canary text;

-- value is sealed; nothing but the server that has the keys can read it.
create table app_config (
    app    text not null references apps (name) on delete cascade,
    name   text not null check (name ~ '^[A-Za-z_][A-Za-z0-9_]*$'),
    value  text not null,
    set_by text not null,
    set_at timestamptz not null,
    primary key (app, name)
);

-- config holds sealed values by name. pipeline, source and commit are those of the run that built the image; from_* says which release
-- the image was taken from when this one was not built.
alter table releases
    add column config           jsonb not null default '{}',
    add column checks           text,
    add column healthchecks     text,
    add column pipeline         text,
    add column pipeline_version integer,
    add column source           text,
    add column commit_sha       text,
    add column actor            text,
    add column from_app         text,
    add column from_number      integer;

update releases r
set pipeline = runs.pipeline, pipeline_version = runs.pipeline_version, source = runs.inputs ->> 'source', actor = runs.actor,
    checks = (select s.view -> 'output' ->> 'checks' from run_steps s where s.run_id = r.run_id and s.step = 'build')
from runs where runs.id = r.run_id;

-- A release is what people go back to, so it may never become something else. The run that makes it may have to build twice.
create function refuse_change_of_release() returns trigger language plpgsql as $$
begin
    if new.run_id is null and to_jsonb(new) - 'run_id' = to_jsonb(old) - 'run_id' then
        return new;
    end if;
    if (new.app, new.number, new.run_id) = (old.app, old.number, old.run_id)
       and exists (select from runs where id = old.run_id and finished_at is null) then
        return new;
    end if;
    raise exception 'a release never changes' using errcode = 'restrict_violation';
end
$$;

create trigger releases_are_immutable before update on releases for each row execute function refuse_change_of_release();

-- until is null while it serves.
create table release_traffic (
    id      bigint generated always as identity primary key,
    app     text not null references apps (name) on delete cascade,
    release int not null,
    since   timestamptz not null,
    until   timestamptz
);

create unique index release_traffic_now on release_traffic (app, release) where until is null;
create index release_traffic_by_app on release_traffic (app, id);

-- Of what served before, the hour is not known any more, but the order is.
insert into release_traffic (app, release, since, until)
select r.app, r.number, runs.finished_at, runs.finished_at from releases r join runs on runs.id = r.run_id
where runs.state = 'succeeded' and not exists (
    select from routes t, jsonb_array_elements(t.targets) target
    where t.app = r.app and (target ->> 'release')::int = r.number and (target ->> 'weight')::int > 0)
order by r.app, r.number;

insert into release_traffic (app, release, since)
select distinct on (t.app, target ->> 'release') t.app, (target ->> 'release')::int, coalesce(t.switched_at, now())
from routes t, jsonb_array_elements(t.targets) target where (target ->> 'weight')::int > 0;
