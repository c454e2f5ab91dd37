-- Beside the status of a commit, hosts that keep deployments are told of the deployment. Each is told by itself: what one of them lacks holds
-- back nothing of the other.

-- deployment is the host's own id of the deployment; it is kept before anything more is told of it.
alter table commit_statuses
    add column kind text not null default 'commit' check (kind in ('commit', 'deployment')),
    add column deployment text,
    drop constraint commit_statuses_pkey,
    add primary key (delivery_id, kind);
