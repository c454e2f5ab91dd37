-- How long a run's driver may be believed to live without a word from it, by this database's clock. Null while nobody drives the run.
alter table runs add column lease_until timestamptz;

-- Drivers of the version before renew nothing: theirs are taken over when they die, and not before a lease's length from now.
update runs set lease_until = now() + interval '15 seconds' where state = 'running' and finished_at is null and wake_at is null;
