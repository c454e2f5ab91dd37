-- Lines of logs lie in one partition a day, so that old ones go by dropping a table, and are numbered within their run.

create table log_counts (
    run_id bigint primary key references runs (id) on delete cascade,
    lines  bigint not null
);

alter table log_lines rename to log_lines_before;
alter index log_lines_pkey rename to log_lines_before_pkey;

-- day is the day (UTC) a line was stored on. There is no reference to runs: it would be checked for every line; whoever removes a run
-- removes its lines.
create table log_lines (
    day     date not null,
    run_id  bigint not null,
    line    bigint not null,
    step    text not null,
    attempt int not null,
    at      timestamptz not null,
    text    text not null,
    primary key (run_id, line, day)
) partition by range (day);

-- Attaching, unlike "create table … partition of", does not wait for readers (a backup may read for long). Only the lock of a table
-- makes a session hear what others have created meanwhile; under an advisory lock to_regclass may answer from before.
create function ensure_log_day(wanted date) returns boolean language plpgsql as $$
declare
    name text := 'log_lines_' || to_char(wanted, 'YYYYMMDD');
begin
    if to_regclass(name) is not null then
        return false;
    end if;
    lock table only log_lines in share update exclusive mode;
    if to_regclass(name) is not null then
        return false;
    end if;
    execute format('create table %I (like log_lines including all)', name);
    execute format('alter table log_lines attach partition %I for values from (%L) to (%L)', name, wanted, wanted + 1);
    return true;
end $$;

-- Gives up soon when somebody reads for long: whoever writes lines would have to wait behind this.
create function drop_log_days_before(kept date) returns setof date language plpgsql set lock_timeout = '3s' as $$
declare
    name text;
begin
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'log_lines'::regclass and to_date(right(c.relname, 8), 'YYYYMMDD') < kept
    loop
        execute format('drop table %I', name);
        return next to_date(right(name, 8), 'YYYYMMDD');
    end loop;
end $$;

select ensure_log_day(day) from (
    select distinct (at at time zone 'UTC')::date as day from log_lines_before union select (now() at time zone 'UTC')::date
) days;

-- Who watches a run that goes on comes back with the number of the last line seen, so those keep theirs.
insert into log_lines (day, run_id, line, step, attempt, at, text)
select (l.at at time zone 'UTC')::date, l.run_id,
       case when r.finished_at is null then l.seq else row_number() over (partition by l.run_id order by l.seq) end,
       l.step, l.attempt, l.at, l.text
from log_lines_before l join runs r on r.id = l.run_id;

insert into log_counts (run_id, lines) select run_id, max(line) from log_lines group by run_id;

drop table log_lines_before;

-- A release outlives the run that made it.
alter table releases
    alter column run_id drop not null,
    drop constraint releases_run_id_fkey,
    add constraint releases_run_id_fkey foreign key (run_id) references runs (id) on delete set null;
