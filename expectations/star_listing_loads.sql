-- One row for the load: where the records that it staged are now. Empty once its staged rows have been swept.
with placed as (
    select
        case
            when fact.load_id = :load_id then 'written'
            when fact.load_id is not null then 'unchanged'
            else 'lost'
        end as place
    from staging.listing_snapshot as staged
    left join warehouse.dim_marketplace as marketplace using (marketplace_code)
    left join warehouse.dim_listing as known
        on known.marketplace_id = marketplace.marketplace_id
        and known.listing_code = staged.listing_code
        and known.valid_to is null
    left join warehouse.fact_listing_snapshot as fact
        on fact.listing_id = known.listing_id
        and fact.snapshot_date = (select report_date from ops.load where load_id = :load_id)
    where staged.load_id = :load_id
)
select
    load.rows_staged as staged,
    (select count(*) from placed where place = 'written') as written,
    (select count(*) from placed where place = 'unchanged') as unchanged,
    (select count(*) from quarantine.listing_snapshot as held where held.load_id = :load_id) as quarantined
from ops.load
where load.load_id = :load_id and exists (select from staging.crawl where crawl.load_id = :load_id)
