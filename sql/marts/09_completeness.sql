-- What is there and how fresh it is, of both kinds of sources, to begin the morning with.
-- Grain: one province in force today (subject 'province'), or one source of a marketplace (subject 'marketplace').
-- Mỗi dòng: một tỉnh hiện nay (subject 'province'), hoặc một nguồn của một sàn (subject 'marketplace').
-- status and the columns that only one of the two has: see mart.province_completeness, mart.marketplace_completeness.
create view mart.completeness as
select
    'province' as subject,
    province.*,
    null::text as marketplace_code,
    null::text as marketplace_name,
    null::text as source_code,
    null::date as last_complete_on,
    null::bigint as queries,
    null::bigint as complete_queries,
    null::bigint as listings_found,
    null::bigint as total_claimed,
    null::bigint as held_records
from mart.province_completeness as province
union all
select
    'marketplace',
    null, null, null, null,  -- the province
    marketplace.status,
    marketplace.is_late,
    marketplace.has_problem,
    null, null, null,
    marketplace.age_days,
    null, null, null, null, null, null, null, null, null, null, null, null, null, null,
    marketplace.source_code,
    marketplace.last_tried_on,
    marketplace.last_seen_on,
    marketplace.last_changed_on,
    marketplace.days_late,
    marketplace.message_vi,
    marketplace.message_en,
    marketplace.marketplace_code,
    marketplace.marketplace_name,
    marketplace.source_code,
    marketplace.last_complete_on,
    marketplace.queries,
    marketplace.complete_queries,
    marketplace.listings_found,
    marketplace.total_claimed,
    marketplace.held_records
from mart.marketplace_completeness as marketplace;

comment on view mart.completeness is
    'mỗi tỉnh hiện nay, hoặc mỗi nguồn của một sàn, một dòng (subject): có gì, cũ bao lâu, trễ hay thiếu, vì sao / one province of today, or one source of a marketplace (subject): what there is, how old, late or missing, and why';
