alter table staging.document_seen set schema ops;
alter table ops.document_seen set logged;
alter table ops.document_seen alter column fetched_at type timestamp with time zone using fetched_at::timestamptz;
grant select on ops.document_seen to ocop_analyst;

-- the nights of one document, as the merge asks for them
create index ix_document_seen_source_code_document_name on ops.document_seen (source_code, document_name);
