-- The snapshots of the night of one load, as the checks of the star see them, beside the rows that their keys name.
select
    fact.*,
    marketplace.marketplace_name as marketplace,
    listing.listing_code as listing,
    listing.title,
    seller.seller_name as seller,
    province.province_name as province,
    listing.listing_key is not null as has_listing,
    seller.seller_key is not null as has_seller,
    loaded.load_id is not null as has_load
from warehouse.fact_listing_snapshot as fact
left join warehouse.dim_marketplace as marketplace using (marketplace_id)
left join warehouse.dim_listing as listing
    on listing.listing_key = fact.listing_key
    and listing.listing_id = fact.listing_id
    and listing.marketplace_id = fact.marketplace_id
    and listing.seller_id = fact.seller_id
    and listing.valid_from <= fact.snapshot_date
    and coalesce(listing.valid_to, 'infinity') > fact.snapshot_date
left join warehouse.dim_seller as seller
    on seller.seller_key = fact.seller_key
    and seller.seller_id = fact.seller_id
    and seller.province_id = fact.province_id
    and seller.valid_from <= fact.snapshot_date
    and coalesce(seller.valid_to, 'infinity') > fact.snapshot_date
left join (
    -- the latest name of each territory
    select distinct on (province_id) province_id, province_name
    from warehouse.dim_province
    order by province_id, valid_from desc
) as province on province.province_id = fact.province_id
left join ops.load as loaded on loaded.load_id = fact.load_id
where fact.snapshot_date = (select report_date from ops.load where load_id = :load_id)
