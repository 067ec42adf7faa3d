-- The sweep for orphans asks which of many objects have a row, and which of many uploads have a job.
create index upload_storage_key on upload (storage_key);
create index job_upload on job (upload_id);
