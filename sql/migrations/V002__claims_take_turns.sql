-- A claim looks for one tenant's due job, by priority or by age; the list of tenants that wait comes from the same index.
create index job_claim_by_priority on job (state, tenant, priority desc, run_after, created_at);
create index job_claim_by_age on job (state, tenant, run_after, created_at);
drop index job_claim_order;
