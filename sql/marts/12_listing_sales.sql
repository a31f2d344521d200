-- What each listing sold since it was seen last before, by the marketplace's own counter, where that can be told.
-- Grain: one listing on one night on which it was seen. / Mỗi dòng: một sản phẩm đăng bán trong một đêm thấy nó.
--
-- sales_status     whether units_sold can be told
--   counted          two exact counters: their difference / hai số đếm chính xác: hiệu của chúng
--   at_least         an exact counter, then a rounded one (1k+): at least so many / ít nhất chừng đó
--   rounded          the earlier counter was rounded: nothing can be told / số trước đã làm tròn: không biết
--   fell_back        the counter went back: missing, neither negative nor 0 / bộ đếm lùi: để trống, không âm, không phải 0
--   first_seen       not seen before / chưa thấy lần nào trước đó
--   not_stated       no counter, now or before / không nêu số đếm
-- Ask for the days you need (snapshot_date). / Hãy lọc theo snapshot_date.
create view mart.listing_sales as
select
    fact.snapshot_date,
    fact.listing_id,
    fact.marketplace_id,
    fact.province_id,
    fact.price_vnd,
    fact.sold_count,
    fact.is_sold_lower_bound,
    previous.snapshot_date as previous_date,
    previous.price_vnd as previous_price_vnd,
    previous.sold_count as previous_sold_count,
    told.sales_status,
    case when told.sales_status in ('counted', 'at_least') then fact.sold_count - previous.sold_count end as units_sold
from warehouse.fact_listing_snapshot as fact
left join lateral (
    select earlier.snapshot_date, earlier.price_vnd, earlier.sold_count, earlier.is_sold_lower_bound
    from warehouse.fact_listing_snapshot as earlier
    where earlier.listing_id = fact.listing_id and earlier.snapshot_date < fact.snapshot_date
    order by earlier.snapshot_date desc
    limit 1
) as previous on true
cross join lateral (
    select case
        when previous.snapshot_date is null then 'first_seen'
        when fact.sold_count is null or previous.sold_count is null then 'not_stated'
        when fact.sold_count < previous.sold_count
            and (fact.is_sold_lower_bound is not true or previous.is_sold_lower_bound) then 'fell_back'
        when previous.is_sold_lower_bound or fact.sold_count < previous.sold_count then 'rounded'
        when fact.is_sold_lower_bound then 'at_least'
        else 'counted'
    end as sales_status
) as told;

comment on view mart.listing_sales is
    'mỗi sản phẩm đăng bán trong mỗi đêm thấy nó một dòng: bán được bao nhiêu từ lần thấy trước, nếu biết được; luôn lọc theo snapshot_date / one listing on one night on which it was seen: what it sold since it was seen last, where that can be told; always filter by snapshot_date';
