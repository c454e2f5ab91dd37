-- The keys that secrets and cookies are encrypted with, as ASP.NET Core's Data Protection writes them. What is secret in them is encrypted with
-- the master key, which is a file of the servers and never comes in here.
create table key_ring (
    name text primary key,
    xml  text not null
);

-- Encrypted with the master key itself: tells a server at its start whether it has the right one.
alter table installation add column master_canary text;
