-- The documents that a load has to bring in, each content once.
-- is_new_reading: the star does not have the document yet, or other rules read it.
create temporary table staged_document on commit drop as
select
    resolved.*,
    load.rules_version,
    load.report_date,
    known.sha256 is null as is_new_reading
from staging.resolved_document as resolved
join ops.load using (load_id)
left join warehouse.dim_document as known
    on known.sha256 = resolved.sha256 and known.rules_version = load.rules_version
where resolved.load_id = :load_id;
