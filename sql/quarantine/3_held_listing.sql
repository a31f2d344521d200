-- The records of listings that are still held back, each with its night and, where the star knows it, its listing.
create view quarantine.held_listing as
select
    held.*,
    load.report_date,
    marketplace.marketplace_id,
    coalesce(marketplace.marketplace_name, held.marketplace_code) as marketplace_name,
    query.query_id,
    listing.listing_id
from quarantine.listing_snapshot as held
join ops.load using (load_id)
left join warehouse.dim_marketplace as marketplace using (marketplace_code)
left join warehouse.dim_crawl_query as query using (source_code, query_code)
left join warehouse.dim_listing as listing
    on listing.marketplace_id = marketplace.marketplace_id
    and listing.listing_code = held.listing_code
    and listing.valid_to is null
where held.released_load_id is null;

comment on view quarantine.held_listing is
    'bản ghi sản phẩm đăng bán còn bị giữ lại, kèm đêm và sàn / records of listings still held back, with night and marketplace';
