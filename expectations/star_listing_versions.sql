-- Every version of the listings of the night, and of their sellers, beside the first day of the next one.
select
    'listing' as kind,
    version.listing_id as id,
    version.listing_key as key,
    version.valid_from,
    version.valid_to,
    lead(version.valid_from) over (partition by version.listing_id order by version.valid_from) as next_from
from warehouse.dim_listing as version
where version.listing_id in (select listing_id from listing)
union all
select
    'seller',
    version.seller_id,
    version.seller_key,
    version.valid_from,
    version.valid_to,
    lead(version.valid_from) over (partition by version.seller_id order by version.valid_from)
from warehouse.dim_seller as version
where version.seller_id in (select seller_id from listing)
