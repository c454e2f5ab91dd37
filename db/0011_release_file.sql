-- What the compose file of a release's source says of its containers, so that a rollback starts them as they were:
-- {"settings": {name: value}, "environment": {name: sealed value}}. Null without one.
alter table releases add column from_file jsonb;
