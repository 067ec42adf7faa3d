-- A stage that its attempt has no worker for may be run by another node, under a lease of its own.

alter table job_stage add column offer_attempt integer;
alter table job_stage add column lease_owner varchar(120);
alter table job_stage add column lease_until timestamp with time zone;
create index job_stage_offered on job_stage (offer_attempt);
