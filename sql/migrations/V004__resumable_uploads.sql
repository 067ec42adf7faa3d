-- Uploads that arrive in pieces. offset_bytes is what is stored for good; only an UPDATE that names the offset it expects
-- moves it, so of two writers one finds that it came too late.
create table upload_session (
  id           varchar(36)   primary key,
  length_bytes bigint        not null,
  offset_bytes bigint        not null,
  metadata     varchar(4096),
  state        varchar(10)   not null,
  created_at   timestamp with time zone not null,
  expires_at   timestamp with time zone not null
);
create index upload_session_expiry on upload_session (state, expires_at);

create table upload_part (
  session_id  varchar(36)  not null references upload_session (id) on delete cascade,
  start_byte  bigint       not null,
  size_bytes  bigint       not null,
  storage_key varchar(200) not null,
  primary key (session_id, start_byte)
);
