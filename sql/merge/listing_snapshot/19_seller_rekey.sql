-- Facts of other nights whose version of the seller is another one now. Reads other partitions only where there are any.
update warehouse.fact_listing_snapshot as fact
set seller_key = version.seller_key, province_id = version.province_id, load_id = :load_id
from seller_version as version
join warehouse.dim_listing as sold using (seller_id)
where fact.listing_id = sold.listing_id
    and fact.listing_key = sold.listing_key
    and fact.snapshot_date >= version.valid_from
    and fact.snapshot_date < coalesce(version.valid_to, 'infinity')
    and fact.seller_key <> version.seller_key;
