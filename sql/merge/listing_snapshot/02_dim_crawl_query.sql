-- Queries that were asked for the first time.
merge into warehouse.dim_crawl_query as dim
using (
    select crawl.source_code, crawl.query_code, marketplace.marketplace_id
    from staging.crawl
    join warehouse.dim_marketplace as marketplace using (marketplace_code)
    where crawl.load_id = :load_id
) as asked
on dim.source_code = asked.source_code and dim.query_code = asked.query_code
when matched and dim.marketplace_id <> asked.marketplace_id then update set
    marketplace_id = asked.marketplace_id
when not matched then insert (source_code, query_code, marketplace_id) values (
    asked.source_code, asked.query_code, asked.marketplace_id
);
