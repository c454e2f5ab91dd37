-- What was answered to requests with an Idempotency-Key: the same request is answered the same again and does nothing. A row without an answer is a
-- request that is under way, or whose server has died once its lease is over.
create table idempotency_keys (
    -- SHA-256 of caller, method, path and key.
    scope       bytea primary key,
    -- SHA-256 of query and body.
    fingerprint bytea not null,
    -- Which try holds the key.
    holder      uuid not null,
    lease_until timestamptz,
    -- Sealed: some answers hold a secret.
    answer      text,
    taken_at    timestamptz not null,
    check ((answer is null) = (lease_until is not null))
);

create index idempotency_keys_by_age on idempotency_keys (taken_at);
