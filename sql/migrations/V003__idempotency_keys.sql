-- One row for each Idempotency-Key in use; job_id is null while the request that brought it is on its way.
create table idempotency_key (
  tenant      varchar(64) not null,
  key_hash    char(64)    not null,
  holder      varchar(36) not null,
  fingerprint char(64),
  job_id      varchar(36) references job (id) on delete cascade,
  created_at  timestamp with time zone not null,
  primary key (tenant, key_hash)
);
create index idempotency_key_job on idempotency_key (job_id);
