-- What was asked, without the words, for statistics and feedback.
create table search_query (
  id           varchar(36)  primary key,
  tenant       varchar(64)  not null,
  caller       char(64)     not null,
  query_hash   char(64)     not null,
  query_length integer      not null,
  cached       boolean      not null,
  generator    varchar(200) not null,
  fallback     boolean      not null,
  sources      integer      not null,
  latency_ms   double precision not null,
  created_at   timestamp with time zone not null
);
create index search_query_recent on search_query (tenant, created_at, id);
create index search_query_age on search_query (created_at);

create table search_feedback (
  query_id      varchar(36) primary key references search_query (id) on delete cascade,
  positive      boolean     not null,
  feedback_text varchar(2000),
  created_at    timestamp with time zone not null
);
create index search_feedback_recent on search_feedback (created_at, query_id);

-- One row: the key of the hashes above.
create table search_hash_key (
  id       integer  primary key,
  hash_key char(64) not null
);
