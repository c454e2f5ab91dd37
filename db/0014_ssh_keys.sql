-- The public keys by which people push over SSH.

-- A key is worth what the token is worth that it was added with, and ends with it.
create table ssh_keys (
    id           bigint generated always as identity primary key,
    name         text not null,
    fingerprint  text not null unique,
    public_key   text not null,
    token_id     bigint not null references tokens (id) on delete cascade,
    added_at     timestamptz not null,
    last_used_at timestamptz
);

create index ssh_keys_by_token on ssh_keys (token_id);
