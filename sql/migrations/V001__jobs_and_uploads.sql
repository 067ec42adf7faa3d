-- One source for the embedded database (H2 in PostgreSQL mode) and PostgreSQL.

create table upload (
  id           varchar(36)  primary key,
  storage_key  varchar(200) not null,
  size_bytes   bigint       not null,
  sha256       char(64)     not null,
  media_type   varchar(60)  not null,
  extension    varchar(10)  not null,
  demuxer      varchar(20)  not null,
  created_at   timestamp with time zone not null
);

create table job (
  id               varchar(36)   primary key,
  type             varchar(40)   not null,
  state            varchar(12)   not null,
  tenant           varchar(64)   not null,
  priority         integer       not null,
  parameters       text          not null,
  upload_id        varchar(36),
  trace_carrier    text          not null,
  trace_id         varchar(32)   not null,
  attempt          integer       not null,
  error_count      integer       not null,
  crash_count      integer       not null,
  lease_owner      varchar(120),
  lease_until      timestamp with time zone,
  run_after        timestamp with time zone not null,
  created_at       timestamp with time zone not null,
  started_at       timestamp with time zone,
  finished_at      timestamp with time zone,
  progress         double precision not null,
  result_key       varchar(200),
  error_type       varchar(200),
  error_message    varchar(1000)
);
create index job_claim_order on job (state, priority, run_after, created_at);
create index job_lease on job (state, lease_until);
create index job_recent on job (created_at, id);

create table job_attempt (
  job_id        varchar(36)  not null references job (id) on delete cascade,
  attempt       integer      not null,
  node          varchar(120) not null,
  trace_carrier text         not null,
  started_at    timestamp with time zone not null,
  finished_at   timestamp with time zone,
  outcome       varchar(12)  not null,
  error_type    varchar(200),
  error_message varchar(1000),
  primary key (job_id, attempt)
);

create table job_stage (
  job_id      varchar(36) not null references job (id) on delete cascade,
  name        varchar(40) not null,
  position    integer     not null,
  after_stages varchar(200) not null,
  state       varchar(12) not null,
  attempt     integer     not null,
  started_at  timestamp with time zone,
  finished_at timestamp with time zone,
  output      text,
  primary key (job_id, name)
);
