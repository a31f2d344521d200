-- The records of the load with their types, once: several of the next steps need them.
create temporary table record on commit drop as
select typed.*, query.query_id, query.marketplace_id
from staging.typed_listing_snapshot as typed
left join warehouse.dim_crawl_query as query using (source_code, query_code)
where typed.load_id = :load_id;
