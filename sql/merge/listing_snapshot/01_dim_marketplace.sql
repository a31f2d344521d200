-- Marketplaces as the night's crawls name them: a new one needs no reference file.
merge into warehouse.dim_marketplace as dim
using (
    select marketplace_code, min(marketplace_name) as marketplace_name
    from staging.crawl
    where load_id = :load_id
    group by marketplace_code
) as asked
on dim.marketplace_code = asked.marketplace_code
when matched and dim.marketplace_name <> asked.marketplace_name then update set
    marketplace_name = asked.marketplace_name
when not matched then insert (marketplace_code, marketplace_name) values (
    asked.marketplace_code, asked.marketplace_name
);
