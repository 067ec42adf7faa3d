-- Who is told of a job's end. A row is due once its job has ended: the job's row is the outbox (ADR 2). Each attempt
-- to deliver counts up attempts, which fences the one before; due_at is when the next may begin.
create table webhook (
  job_id      varchar(36)   primary key references job (id) on delete cascade,
  message_id  varchar(40)   not null,
  tenant      varchar(64)   not null,
  url         varchar(2000) not null,
  endpoint    char(64)      not null,
  state       varchar(12)   not null,
  attempts    integer       not null,
  last_status integer,
  due_at      timestamp with time zone not null
);
create index webhook_due on webhook (state, due_at);
create index webhook_by_endpoint on webhook (tenant, endpoint, state);

-- Endpoints whose last deliveries failed, by the digest of their URL.
create table webhook_endpoint (
  tenant      varchar(64) not null,
  endpoint    char(64)    not null,
  failures    integer     not null,
  disabled_at timestamp with time zone,
  primary key (tenant, endpoint)
);
