-- What is looked up by an app must not cost more the more apps and runs there are.

create index domains_by_app on domains (app);

-- Of a subject that has had thousands of runs, a handful at most have not ended.
create index runs_unfinished_by_subject on runs (subject, id) where finished_at is null;
