-- The versions as they are now.
insert into warehouse.dim_listing (
    listing_key, listing_id, marketplace_id, listing_code, title, seller_id, category_code, category_name, url,
    valid_from, valid_to, load_id
)
select
    listing_key, listing_id, marketplace_id, listing_code, title, seller_id, category_code, category_name, url,
    valid_from, valid_to, :load_id
from listing_version
where not exists (
    select from warehouse.dim_listing as dim where dim.listing_key = listing_version.listing_key
);
