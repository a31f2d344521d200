-- Facts of other nights whose version of the listing is another one now. Reads other partitions only where there are any.
update warehouse.fact_listing_snapshot as fact
set listing_key = version.listing_key, load_id = :load_id
from listing_version as version
where fact.listing_id = version.listing_id
    and fact.snapshot_date >= version.valid_from
    and fact.snapshot_date < coalesce(version.valid_to, 'infinity')
    and fact.listing_key <> version.listing_key;
