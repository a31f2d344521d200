-- The listings of the night with their sellers, beside the version that the star has for that night, and what is to be
-- done with it: same, new, change or remake as in 11_seller.sql; older where a later page of that night stands.
create temporary table tonight on commit drop as
with sold as (
    select listing.*, coalesce(seller.seller_id, -1) as seller_id
    from listing
    left join seller using (marketplace_id, seller_code)
)
select
    coalesce(sold.listing_id, nextval('warehouse.listing_id')) as listing_id,
    sold.row_no,
    sold.marketplace_id,
    sold.listing_code,
    sold.seller_id,
    sold.query_ids,
    sold.is_latest,
    case
        when not sold.is_latest then 'older'
        when sold.listing_id is null then 'new'
        when (covering.title, covering.seller_id, covering.category_code, covering.category_name)
            is not distinct from (record.title, sold.seller_id, record.category_code, record.category_name) then 'same'
        when covering.listing_id is null or exists (
            select from warehouse.fact_listing_snapshot as fact
            where fact.listing_id = sold.listing_id and fact.snapshot_date >= :report_date
        ) then 'remake'
        else 'change'
    end as action
from sold
join record using (row_no)
left join warehouse.dim_listing as covering
    on covering.listing_id = sold.listing_id
    and covering.valid_from <= :report_date
    and coalesce(covering.valid_to, 'infinity') > :report_date;
