-- What happened, in small, for those who watch. A row is written in the transaction of what it tells of and gets its id only once that
-- is committed, from whoever reads next: ids are given one reader at a time, so none can appear below one that somebody has seen already.
create table events (
    place      bigint generated always as identity primary key,
    id         bigint,
    at         timestamptz not null,
    type       text not null check (type in ('runBegan', 'runChanged', 'runEnded', 'releaseMade', 'routeChanged', 'appCreated', 'appDeleted')),
    app        text not null,
    run_id     bigint,
    state      text,
    release    int,
    generation bigint
);

create sequence event_ids;
create unique index events_by_id on events (id) where id is not null;
create index events_without_id on events (place) where id is null;

create function tell_of_run() returns trigger language plpgsql as $$
begin
    insert into events (at, type, app, run_id, state)
    values (clock_timestamp(), case when tg_op = 'INSERT' then 'runBegan' when new.finished_at is not null then 'runEnded' else 'runChanged' end, new.subject, new.id, new.state);
    perform pg_notify('pipelinedeploy_runs', '0:event:0');
    return null;
end $$;

create trigger runs_tell_of_beginning after insert on runs for each row execute function tell_of_run();
create trigger runs_tell_of_change after update on runs for each row
    when (old.state is distinct from new.state or old.held_until is distinct from new.held_until) execute function tell_of_run();

create function tell_of_release() returns trigger language plpgsql as $$
begin
    insert into events (at, type, app, run_id, release) values (clock_timestamp(), 'releaseMade', new.app, new.run_id, new.number);
    perform pg_notify('pipelinedeploy_runs', '0:event:0');
    return null;
end $$;

create trigger releases_tell_of_themselves after insert on releases for each row execute function tell_of_release();

create function tell_of_route() returns trigger language plpgsql as $$
begin
    insert into events (at, type, app, generation) values (clock_timestamp(), 'routeChanged', new.app, new.generation);
    perform pg_notify('pipelinedeploy_runs', '0:event:0');
    return null;
end $$;

create trigger routes_tell_of_change after update on routes for each row
    when (old.generation is distinct from new.generation) execute function tell_of_route();

create function tell_of_app() returns trigger language plpgsql as $$
begin
    insert into events (at, type, app)
    values (clock_timestamp(), case when tg_op = 'INSERT' then 'appCreated' else 'appDeleted' end, case when tg_op = 'INSERT' then new.name else old.name end);
    perform pg_notify('pipelinedeploy_runs', '0:event:0');
    return null;
end $$;

create trigger apps_tell_of_themselves after insert or delete on apps for each row execute function tell_of_app();

-- The trace of a run (W3C traceparent): whoever drives it next goes on in it. Null for runs from before.
alter table runs add column trace_parent text;
