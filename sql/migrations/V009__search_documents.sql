-- Documents that can be found, and their passages: the truth from which every index is made.
create table search_document (
  tenant        varchar(64)   not null,
  collection    varchar(64)   not null,
  id            varchar(128)  not null,
  version       varchar(36)   not null,
  change_number bigint        not null,
  kind          varchar(12)   not null,
  title         varchar(500),
  link          varchar(2000),
  metadata      varchar       not null,
  passages      integer       not null,
  model         varchar(200),
  created_at    timestamp with time zone not null,
  updated_at    timestamp with time zone not null,
  primary key (tenant, collection, id)
);
create unique index search_document_version on search_document (version);
create unique index search_document_change on search_document (change_number);
create index search_document_model on search_document (model);

-- A write brings a whole new version of its document's passages. The embeddings are of the document's model.
create table search_passage (
  version      varchar(36) not null,
  position     integer     not null,
  text         varchar     not null,
  start_second double precision,
  end_second   double precision,
  speaker      varchar(100),
  embedding    real array,
  primary key (version, position)
);

-- What an index that was away has to forget.
create table search_removal (
  change_number bigint       primary key,
  tenant        varchar(64)  not null,
  collection    varchar(64)  not null,
  id            varchar(128) not null,
  removed_at    timestamp with time zone not null
);

-- Whoever writes counts up last_change and holds the row until it commits: changes become visible in their order,
-- so that an index which has seen one has seen all before it. epoch tells this database from another one.
create table search_change (
  id          integer primary key,
  last_change bigint  not null,
  forgotten   bigint  not null,
  epoch       timestamp with time zone not null
);
insert into search_change (id, last_change, forgotten, epoch) values (1, 0, 0, current_timestamp);
