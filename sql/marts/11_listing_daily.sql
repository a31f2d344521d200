-- What was on sale, day by day, readable.
-- Grain: one listing on one night on which it was seen. / Mỗi dòng: một sản phẩm đăng bán trong một đêm thấy nó.
-- A night without a row is a night on which it was not seen, which alone does not mean that it was gone: see
-- mart.listing_status. Always ask for the days you need (snapshot_date): a month is millions of rows.
-- Đêm không có dòng là đêm không thấy, chưa phải là hết bán. Luôn lọc theo snapshot_date: một tháng có hàng triệu dòng.
create view mart.listing_daily as
select
    fact.snapshot_date,
    fact.listing_id,
    marketplace.marketplace_code,
    marketplace.marketplace_name,
    listing.listing_code,
    listing.title,
    listing.category_code,
    listing.category_name,
    listing.url,
    fact.seller_id,
    seller.seller_name,
    seller.seller_location,
    fact.province_id,
    territory.province_name,
    territory.today_province_id,
    territory.today_province_name,
    fact.price_vnd,
    fact.price_max_vnd,
    fact.list_price_vnd,
    fact.price_text,
    fact.sold_count,
    fact.is_sold_lower_bound,
    fact.sold_text,
    fact.rating,
    fact.reviews,
    fact.variants,
    fact.query_ids,
    fact.source_code,
    fact.sha256,
    fact.record_path,
    fact.fetched_at,
    fact.load_id
from warehouse.fact_listing_snapshot as fact
join warehouse.dim_marketplace as marketplace using (marketplace_id)
join warehouse.dim_listing as listing using (listing_key)
join warehouse.dim_seller as seller using (seller_key)
join mart.territory_today as territory on territory.province_id = fact.province_id;

comment on view mart.listing_daily is
    'mỗi sản phẩm đăng bán trong mỗi đêm thấy nó một dòng: tiêu đề, người bán, tỉnh, giá, đã bán; luôn lọc theo snapshot_date / one listing on one night on which it was seen: title, seller, province, price, sold; always filter by snapshot_date';
