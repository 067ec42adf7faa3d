-- How many days a job is kept after its end; -1 for ever, as all jobs were before.
alter table job add column retention_days integer default -1 not null;
create index job_retention on job (retention_days, finished_at);
