-- Where each listing is, as of the last night on which its marketplace was asked.
-- Grain: one listing. / Mỗi dòng: một sản phẩm đăng bán.
--
-- status           listed      it was seen that night / đêm đó có thấy
--                  gone        it was not, and every query that found it when it was seen last was answered whole
--                              không thấy, và mọi câu tìm từng thấy nó đều được trả lời đủ
--                  not_seen    it was not, and nobody can tell whether it is gone, for the reason beside it: held_back
--                              (it may be among the records in quarantine), blocked, failed, incomplete, not_asked
--                              không thấy, và chưa biết còn hay hết, vì lý do bên cạnh
-- gone_on: the first night after it was seen last on which all those queries were answered whole without it; it stays
-- when later nights can tell nothing. Empty while a record of it since then is held back: it was there that night. Prices are those that were stated last, with their day; never 0 for none.
create view mart.listing_status as
with asked as (
    select query.marketplace_id, max(crawl.report_date) as asked_on
    from ops.crawl
    join warehouse.dim_crawl_query as query using (query_id)
    group by query.marketplace_id
),
seen as materialized (
    select
        listing.*,
        asked.asked_on,
        last.snapshot_date as last_seen_on,
        last.query_ids,
        last.province_id,
        last.seller_key,
        last.price_vnd,
        last.sold_count,
        last.is_sold_lower_bound
    from warehouse.dim_listing as listing
    join asked using (marketplace_id)
    cross join lateral (
        select * from warehouse.fact_listing_snapshot as fact
        where fact.listing_id = listing.listing_id
        order by fact.snapshot_date desc
        limit 1
    ) as last
    where listing.valid_to is null
),
held as materialized (
    select held.listing_id, held.listing_code, held.query_id
    from quarantine.held_listing as held
    join asked on asked.marketplace_id = held.marketplace_id and asked.asked_on = held.report_date
),
verdict as (
    -- told once for all listings that the same queries found last on the same night
    select missed.*, tonight.reason_code, since.missing_since, since.gone_on
    from (
        select distinct marketplace_id, asked_on, last_seen_on, query_ids from seen where last_seen_on < asked_on
    ) as missed
    cross join lateral (
        select case
            when bool_or(crawl.outcome = 'blocked') then 'blocked'
            when bool_or(crawl.outcome = 'failed') then 'failed'
            when bool_or(crawl.outcome = 'incomplete') then 'incomplete'
            when bool_or(crawl.outcome is null) then 'not_asked'
        end as reason_code
        from unnest(missed.query_ids) as found_by (query_id)
        left join ops.crawl on crawl.query_id = found_by.query_id and crawl.report_date = missed.asked_on
    ) as tonight
    cross join lateral (
        select
            min(night.report_date) as missing_since,
            min(night.report_date) filter (where night.complete = cardinality(missed.query_ids)) as gone_on
        from (
            select
                crawl.report_date,
                count(*) filter (
                    where crawl.outcome = 'complete' and crawl.query_id = any (missed.query_ids)
                ) as complete
            from ops.crawl
            join warehouse.dim_crawl_query as query using (query_id)
            where query.marketplace_id = missed.marketplace_id and crawl.report_date > missed.last_seen_on
            group by crawl.report_date
        ) as night
    ) as since
),
told as (
    select
        seen.*,
        verdict.missing_since,
        case
            when seen.last_seen_on >= seen.asked_on then null
            when exists (select from held where held.listing_id = seen.listing_id)
                or exists (
                    -- a record without a code may be any listing that its query used to find
                    select from held where held.listing_code is null and held.query_id = any (seen.query_ids)
                ) then 'held_back'
            else verdict.reason_code
        end as reason_code,
        verdict.gone_on
    from seen
    left join verdict using (marketplace_id, asked_on, last_seen_on, query_ids)
)
select
    told.listing_id,
    marketplace.marketplace_code,
    marketplace.marketplace_name,
    told.listing_code,
    told.title,
    told.url,
    seller.seller_name,
    told.province_id,
    territory.province_name,
    territory.today_province_id,
    territory.today_province_name,
    case
        when told.last_seen_on >= told.asked_on then 'listed'
        when told.reason_code is null then 'gone'
        else 'not_seen'
    end as status,
    told.reason_code,
    said.reason_vi,
    said.reason_en,
    told.asked_on,
    told.last_seen_on,
    told.missing_since,
    case when not exists (
        select from quarantine.held_listing as held
        where held.listing_id = told.listing_id and held.report_date > told.last_seen_on
    ) then told.gone_on end as gone_on,
    coalesce(told.price_vnd, stated.price_vnd) as last_price_vnd,
    case when told.price_vnd is not null then told.last_seen_on else stated.snapshot_date end as last_price_date,
    told.sold_count as last_sold_count,
    told.is_sold_lower_bound as is_last_sold_lower_bound
from told
join warehouse.dim_marketplace as marketplace using (marketplace_id)
join warehouse.dim_seller as seller using (seller_key)
join mart.territory_today as territory on territory.province_id = told.province_id
left join lateral (
    select fact.price_vnd, fact.snapshot_date
    from warehouse.fact_listing_snapshot as fact
    where told.price_vnd is null and fact.listing_id = told.listing_id and fact.price_vnd is not null
    order by fact.snapshot_date desc
    limit 1
) as stated on true
left join (
    values
        ('held_back', 'bản ghi đang bị giữ trong quarantine, có thể là của sản phẩm này',
            'a record held back in quarantine may be its'),
        ('blocked', 'sàn chặn câu tìm từng thấy nó', 'the marketplace blocked a query that found it'),
        ('failed', 'câu tìm từng thấy nó không có kết quả', 'a query that found it failed'),
        ('incomplete', 'câu tìm từng thấy nó chưa được trả lời đủ', 'a query that found it was not answered whole'),
        ('not_asked', 'đêm đó không hỏi câu tìm từng thấy nó', 'a query that found it was not asked that night')
) as said (reason_code, reason_vi, reason_en) using (reason_code);

comment on view mart.listing_status is
    'mỗi sản phẩm đăng bán một dòng: còn bán, hết, hay không thấy và vì sao, từ khi nào, giá nêu gần nhất / one listing: listed, gone, or not seen and why, since when, its last stated price';
