-- Prices and sales by marketplace, province and day.
-- Grain: one marketplace, province of today and night with listings. / Mỗi dòng: một sàn, một tỉnh hiện nay, một đêm.
-- The province is the seller's, a former one restated to the province that took it in whole; -1 where it is not known.
-- Tỉnh là tỉnh của người bán, tỉnh cũ quy về tỉnh hiện nay; -1 nếu chưa rõ.
--
-- is_complete: every query of the marketplace was answered whole that night; where it is false, fewer listings may only
-- mean that fewer were seen. A marketplace that gave nothing has no row: see mart.completeness. What cannot be told is
-- empty, not 0. units_sold adds up the listings_compared only; listings whose counter fell back are counted apart.
-- Hãy lọc theo snapshot_date. is_complete sai: ít sản phẩm hơn có thể chỉ vì thấy ít hơn. Không biết thì trống, không phải 0.
create view mart.marketplace_daily as
with night as (
    select query.marketplace_id, crawl.report_date, bool_and(crawl.outcome = 'complete') as is_complete
    from ops.crawl
    join warehouse.dim_crawl_query as query using (query_id)
    group by query.marketplace_id, crawl.report_date
)
select
    sales.snapshot_date,
    marketplace.marketplace_code,
    marketplace.marketplace_name,
    territory.today_province_id as province_id,
    territory.today_province_code as province_code,
    territory.today_province_name as province_name,
    territory.today_region_name as region_name,
    night.is_complete,
    count(*) as listings,
    count(sales.price_vnd) as listings_with_price,
    min(sales.price_vnd) as lowest_price_vnd,
    percentile_disc(0.5) within group (order by sales.price_vnd) as median_price_vnd,
    max(sales.price_vnd) as highest_price_vnd,
    count(sales.sold_count) as listings_with_sold,
    sum(sales.sold_count)::bigint as sold_count,
    bool_or(sales.is_sold_lower_bound) as has_sold_lower_bound,
    sum(sales.units_sold)::bigint as units_sold,
    bool_or(sales.sales_status = 'at_least') as has_units_sold_lower_bound,
    count(sales.units_sold) as listings_compared,
    count(*) filter (where sales.sales_status = 'fell_back') as listings_fell_back,
    count(*) filter (where sales.sales_status = 'rounded') as listings_rounded,
    count(*) filter (where sales.sales_status = 'first_seen') as listings_first_seen,
    min(sales.previous_date) filter (where sales.units_sold is not null) as oldest_previous_date
from mart.listing_sales as sales
join warehouse.dim_marketplace as marketplace using (marketplace_id)
join mart.territory_today as territory on territory.province_id = sales.province_id
left join night on night.marketplace_id = sales.marketplace_id and night.report_date = sales.snapshot_date
group by
    sales.snapshot_date, marketplace.marketplace_code, marketplace.marketplace_name, territory.today_province_id,
    territory.today_province_code, territory.today_province_name, territory.today_region_name, night.is_complete;

comment on view mart.marketplace_daily is
    'mỗi sàn, tỉnh hiện nay và đêm một dòng: số sản phẩm, giá, đã bán; luôn lọc theo snapshot_date / one marketplace, province of today and night: listings, prices, sales; always filter by snapshot_date';
