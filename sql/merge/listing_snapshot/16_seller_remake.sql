-- The versions as they are now.
insert into warehouse.dim_seller (
    seller_key, seller_id, marketplace_id, seller_code, seller_name, seller_location, province_id, valid_from, valid_to,
    load_id
)
select
    seller_key, seller_id, marketplace_id, seller_code, seller_name, seller_location, province_id, valid_from, valid_to,
    :load_id
from seller_version
where not exists (
    select from warehouse.dim_seller as dim where dim.seller_key = seller_version.seller_key
);
