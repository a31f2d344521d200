-- For each source of listings: how completely it was answered when it was asked last, and how old its last whole night is.
-- Grain: one source of a marketplace, also one that was never asked. / Mỗi dòng: một nguồn của một sàn, kể cả chưa hỏi.
--
-- status           what the last night on which it was asked came to
--   complete         every query was answered whole / mọi câu tìm được trả lời đủ
--   incomplete       some were not: listings not seen are not gone / chưa đủ: không thấy chưa phải là hết bán
--   blocked          the marketplace turned us away; that is never evaded / sàn chặn; không bao giờ lách
--   failed           no answer, or one that could not be read / không trả lời, hoặc không đọc được
--   stale            whole, but longer ago than its cadence / đủ, nhưng đã quá chu kỳ
--   never_asked      it is in sources.yaml, and was never asked / có trong sources.yaml, chưa hỏi lần nào
create view mart.marketplace_completeness as
with today as (
    select (now() at time zone 'Asia/Ho_Chi_Minh')::date as today
),
night as (
    -- one source on one night
    select
        source_code,
        report_date,
        count(*) as queries,
        count(*) filter (where outcome = 'complete') as complete_queries,
        sum(listings_found)::bigint as listings_found,
        sum(total_claimed)::bigint as total_claimed,
        case
            when bool_or(outcome = 'blocked') then 'blocked'
            when bool_or(outcome = 'failed') then 'failed'
            when bool_or(outcome = 'incomplete') then 'incomplete'
            else 'complete'
        end as outcome,
        string_agg(distinct split_part(reason_vi, E'\n', 1), ' ') as reasons_vi,
        string_agg(distinct split_part(reason_en, E'\n', 1), ' ') as reasons_en
    from ops.crawl
    group by source_code, report_date
),
last as (
    select distinct on (source_code) * from night order by source_code, report_date desc
),
ever as (
    select
        source_code,
        max(report_date) filter (where outcome = 'complete') as last_complete_on,
        max(report_date) filter (where listings_found > 0) as last_found_on
    from night
    group by source_code
),
source as (
    select
        source_code,
        coalesce(state.marketplace_code, marketplace.marketplace_code) as marketplace_code,
        marketplace.marketplace_name,
        coalesce(state.owner, 'data engineers') as owner,
        coalesce(state.cadence_days, 1) as cadence_days,
        state.last_tried_on,
        state.last_changed_on,
        split_part(state.problem, E'\n', 1) as trouble
    from (select * from ops.source_state where marketplace_code is not null) as state
    full join (select distinct source_code, marketplace_id from warehouse.dim_crawl_query) as asked using (source_code)
    left join warehouse.dim_marketplace as marketplace
        on marketplace.marketplace_id = asked.marketplace_id
        or asked.marketplace_id is null and marketplace.marketplace_code = state.marketplace_code
),
held as (
    select source_code, count(*) as held_records from quarantine.held_listing group by source_code
),
known as (
    select
        source.*,
        today,
        last.report_date as asked_on,
        last.queries,
        last.complete_queries,
        last.listings_found,
        last.total_claimed,
        last.reasons_vi,
        last.reasons_en,
        ever.last_complete_on,
        ever.last_found_on,
        coalesce(held.held_records, 0) as held_records,
        case
            when last.outcome is null then 'never_asked'
            when last.outcome = 'complete' and today - last.report_date > source.cadence_days then 'stale'
            else last.outcome
        end as status
    from source
    cross join today
    left join last using (source_code)
    left join ever using (source_code)
    left join held using (source_code)
)
select
    marketplace_code,
    coalesce(marketplace_name, marketplace_code) as marketplace_name,
    source_code,
    owner,
    status,
    today - coalesce(last_complete_on, asked_on) > cadence_days as is_late,
    coalesce(status in ('incomplete', 'blocked', 'failed') or trouble is not null, false) as has_problem,
    greatest(last_tried_on, asked_on) as last_tried_on,
    last_found_on as last_seen_on,
    last_changed_on,
    last_complete_on,
    today - last_complete_on as age_days,
    case when today - last_complete_on > cadence_days then today - last_complete_on - cadence_days end as days_late,
    queries,
    complete_queries,
    listings_found,
    total_claimed,
    held_records,
    concat_ws(' ',
        case status
            when 'never_asked' then 'Chưa hỏi lần nào: xem sources.yaml và DAG marketplace_listings có đang bật không.'
            when 'complete' then format('Đêm %s: đủ cả %s câu tìm, %s sản phẩm.', to_char(asked_on, 'DD/MM/YYYY'), queries,
                listings_found)
            when 'stale' then format('Không hỏi từ đêm %s: xem DAG marketplace_listings có đang bật không.',
                to_char(asked_on, 'DD/MM/YYYY'))
            else format('Đêm %s: %s/%s câu tìm được trả lời đủ, %s sản phẩm; sản phẩm không thấy chưa phải là hết bán.',
                to_char(asked_on, 'DD/MM/YYYY'), complete_queries, queries, listings_found)
        end,
        reasons_vi,
        case status
            when 'incomplete' then 'Clear ô `land` của nguồn này để lấy tiếp từ trang dở.'
            when 'blocked' then 'Không lách: đợi đêm sau; nếu lặp lại, xin sàn cấp API hoặc nhận tệp.'
            when 'failed' then 'Xem nhật ký ô `land` của nguồn này, sửa rồi Clear.'
        end,
        case
            when status in ('never_asked', 'complete') then null
            when last_complete_on is null then 'Chưa có đêm nào đủ.'
            when last_complete_on < asked_on
                then format('Đêm đủ gần nhất: %s (%s ngày trước).', to_char(last_complete_on, 'DD/MM/YYYY'),
                    today - last_complete_on)
        end,
        case when trouble is not null and trouble is distinct from reasons_vi then format('Nguồn %s (%s) có vấn đề: %s',
            source_code, owner, trouble) end,
        case when held_records > 0 then format('%s bản ghi đang bị giữ trong quarantine.', held_records) end
    ) as message_vi,
    concat_ws(' ',
        case status
            when 'never_asked' then 'Never asked: see sources.yaml, and whether the DAG marketplace_listings is on.'
            when 'complete' then format('Night of %s: all %s queries answered whole, %s listings.', asked_on, queries,
                listings_found)
            when 'stale' then format('Not asked since the night of %s: see whether the DAG marketplace_listings is on.',
                asked_on)
            else format('Night of %s: %s of %s queries answered whole, %s listings; those not seen are not gone.',
                asked_on, complete_queries, queries, listings_found)
        end,
        reasons_en,
        case status
            when 'incomplete' then 'Clear this source''s task `land`: it goes on from the page where it was.'
            when 'blocked' then 'It is not evaded: wait for the next night; if it goes on, ask the marketplace for its API or a file.'
            when 'failed' then 'See the log of this source''s task `land`, mend it and clear it.'
        end,
        case
            when status in ('never_asked', 'complete') then null
            when last_complete_on is null then 'No night was whole yet.'
            when last_complete_on < asked_on
                then format('Last whole night: %s (%s days ago).', last_complete_on, today - last_complete_on)
        end,
        case when trouble is not null and trouble is distinct from reasons_en then format('Source %s (%s) has a problem: %s',
            source_code, owner, trouble) end,
        case when held_records > 0 then format('Records held back in quarantine: %s.', held_records) end
    ) as message_en
from known;

comment on view mart.marketplace_completeness is
    'mỗi nguồn của một sàn một dòng: lần hỏi gần nhất đủ đến đâu, đêm đủ gần nhất cũ bao lâu, vì sao, làm gì / one source of a marketplace: how complete its last night was, how old its last whole one is, why, and what to do';
