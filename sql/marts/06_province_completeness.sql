-- For each province of today: what its number of OCOP products rests on, how old that is, what is late or missing, why.
-- Grain: one province in force today. / Mỗi dòng: một tỉnh hiện nay; tỉnh không có báo cáo vẫn có dòng.
--
-- status           what the figure rests on
--   current          a total of the province itself, at most a year old / tổng của chính tỉnh, không quá một năm
--   old              the same, of more than a year ago (reports are yearly at least) / đã quá một năm
--   undated          the same, without saying of when / không nêu thời điểm
--   no_total         documents of the province, but no total in them / có văn bản, không nêu tổng
--   former_only      only provinces that went into it have reported / chỉ tỉnh cũ đã báo cáo
--   missing          nobody has / chưa có gì
-- is_late          a source has given nothing new for longer than its cadence / nguồn quá chu kỳ mà không có gì mới
-- A missing figure is missing, not zero: certified_products is then empty. / Thiếu là để trống, không phải số 0.
create view mart.province_completeness as
with today as (
    select (now() at time zone 'Asia/Ho_Chi_Minh')::date as today
),
province as (
    select dim_province.*
    from warehouse.dim_province, today
    where province_id > 0 and valid_from <= today and coalesce(valid_to, 'infinity') > today
),
territory as (
    -- each province with the territories that it answers for: itself, and those that went into it
    select province_id, province_id as territory_id, province_name as territory_name, false as is_former
    from province
    union all
    select succession.successor_id, former.province_id, former.province_name, true
    from warehouse.bridge_province_succession as succession
    join province on province.province_id = succession.successor_id
    join lateral (
        select * from warehouse.dim_province
        where dim_province.province_id = succession.predecessor_id
        order by valid_from desc
        limit 1
    ) as former on true
),
document as (
    select distinct document.document_id, document.province_id as territory_id, bridge.source_code
    from warehouse.bridge_document_source as bridge
    join warehouse.dim_document as document using (document_id)
    where bridge.valid_to is null
),
documents as (
    select territory_id, count(distinct document_id) as documents from document group by territory_id
),
figures as (
    select province_id as territory_id, count(*) as figures
    from warehouse.fact_province_indicator
    where is_current and scope = 'own'
    group by province_id
),
total as (
    select * from mart.province_scorecard
    where indicator_code = 'certified_products' and kind = 'actual' and line_code = 'total'
),
former as (
    -- what the provinces that went into it had reported: one sentence part each
    select
        territory.province_id,
        sum(documents.documents) as documents,
        string_agg(
            territory_name || case
                when total.value is not null
                    then format(' %s (%s)', total.value, coalesce(total.as_of, total.period_to, 'không nêu thời điểm'))
                when documents.documents is not null then ' không nêu tổng số'
                else ' chưa có báo cáo'
            end, '; ' order by territory_name
        ) as said_vi,
        string_agg(
            territory_name || case
                when total.value is not null
                    then format(' %s (%s)', total.value, coalesce(total.as_of, total.period_to, 'undated'))
                when documents.documents is not null then ' no total stated'
                else ' no report'
            end, '; ' order by territory_name
        ) as said_en
    from territory
    left join documents using (territory_id)
    left join total on total.province_id = territory_id
    where is_former
    group by territory.province_id
),
source as (
    -- a source answers for the province that it declares, and for those whose documents it gives
    select distinct
        territory.province_id,
        state.source_code,
        state.owner,
        state.cadence_days,
        state.last_tried_on,
        state.last_seen_on,
        state.last_changed_on,
        today - (state.last_changed_on + state.cadence_days) as days_late,
        split_part(state.problem, E'\n', 1) as trouble
    from ops.source_state as state
    join territory
        on territory.territory_id = state.province_id
        or exists (
            select from document
            where document.source_code = state.source_code and document.territory_id = territory.territory_id
        )
    cross join today
),
sources as (
    select
        province_id,
        string_agg(source_code, ', ' order by source_code) as source_codes,
        max(last_tried_on) as last_tried_on,
        max(last_seen_on) as last_seen_on,
        max(last_changed_on) as last_changed_on,
        max(days_late) filter (where days_late > 0) as days_late,
        count(trouble) as troubled,
        string_agg(
            case
                when trouble is not null then format('Nguồn %s (%s) có vấn đề: %s', source_code, owner, trouble)
                when days_late > 0 then format('Nguồn %s (%s) trễ %s ngày: không có gì mới từ %s, chu kỳ %s ngày.',
                    source_code, owner, days_late, to_char(last_changed_on, 'DD/MM/YYYY'), cadence_days)
                when last_changed_on is null then format('Nguồn %s (%s) chưa đưa văn bản nào.', source_code, owner)
            end, ' ' order by source_code
        ) as said_vi,
        string_agg(
            case
                when trouble is not null then format('Source %s (%s) has a problem: %s', source_code, owner, trouble)
                when days_late > 0 then format('Source %s (%s) is %s days late: nothing new since %s, cadence %s days.',
                    source_code, owner, days_late, last_changed_on, cadence_days)
                when last_changed_on is null then format('Source %s (%s) has given no document yet.', source_code, owner)
            end, ' ' order by source_code
        ) as said_en
    from source
    group by province_id
),
held as (
    -- what of its reports waits in quarantine, single figures and whole documents
    select
        territory.province_id,
        count(*) filter (where is_figure and not is_to_review) as held_figures,
        count(*) filter (where is_to_review) as figures_to_review,
        count(*) filter (where not is_figure) as held_documents,
        string_agg(message_vi, ' ' order by message_vi) as said_vi,
        string_agg(message_en, ' ' order by message_en) as said_en
    from (
        select province_id as territory_id, true as is_figure, is_to_review, null as message_vi, null as message_en
        from quarantine.held_figure
        union all
        select
            province_id, false, false,
            format('Văn bản %s bị giữ: %s', document_name, message_vi),
            format('Document %s is held back: %s', document_name, message_en)
        from quarantine.held_document
    ) as waiting
    join territory using (territory_id)
    group by territory.province_id
),
known as (
    select
        province.*,
        coalesce(documents.documents, 0) as documents,
        coalesce(figures.figures, 0) as figures,
        case
            when documents.documents is null and former.documents is not null then 'former_only'
            when documents.documents is null then 'missing'
            when total.value is null then 'no_total'
            when total.figure_date is null then 'undated'
            when total.figure_date < today - 365 then 'old'
            else 'current'
        end as status,
        total.value as certified_products,
        coalesce(total.as_of, total.period_to) as as_of,
        total.figure_date,
        today - total.figure_date as age_days,
        total.reported_on,
        total.quote,
        total.sentence,
        total.location,
        total.document_title,
        total.document_url,
        total.statement_id,
        former.said_vi as former_provinces_vi,
        former.said_en as former_provinces_en
    from province
    cross join today
    left join documents on documents.territory_id = province.province_id
    left join figures on figures.territory_id = province.province_id
    left join total on total.province_id = province.province_id
    left join former on former.province_id = province.province_id
)
select
    known.province_id,
    known.province_code,
    known.province_name,
    known.region_name,
    known.status,
    sources.days_late is not null as is_late,
    coalesce(sources.troubled, 0) > 0 as has_problem,
    known.certified_products,
    known.as_of,
    known.figure_date,
    known.age_days,
    known.reported_on,
    known.quote,
    known.sentence,
    known.location,
    known.document_title,
    known.document_url,
    known.statement_id,
    known.documents,
    known.figures,
    coalesce(held.held_figures, 0) as held_figures,
    coalesce(held.figures_to_review, 0) as figures_to_review,
    coalesce(held.held_documents, 0) as held_documents,
    known.former_provinces_vi,
    known.former_provinces_en,
    sources.source_codes,
    sources.last_tried_on,
    sources.last_seen_on,
    sources.last_changed_on,
    sources.days_late,
    concat_ws(' ',
        case status
            when 'missing' then 'Chưa có báo cáo nào.'
            when 'former_only' then 'Tỉnh mới chưa báo cáo; chỉ có của tỉnh cũ: ' || former_provinces_vi || '.'
            when 'no_total' then format('Có %s văn bản, %s số liệu, nhưng không nêu tổng số sản phẩm.', documents, figures)
            when 'undated' then format('%s sản phẩm, không nêu thời điểm, theo «%s».', certified_products, document_title)
            else format('%s sản phẩm, tính đến %s (%s ngày trước)%s, theo «%s».', certified_products, coalesce(as_of,
                'ngày công bố'), age_days, ', công bố ' || to_char(reported_on, 'DD/MM/YYYY'), document_title)
        end,
        case when status = 'old' then 'Số đã quá một năm.' end,
        case when status not in ('missing', 'former_only') then 'Số của tỉnh cũ, không cộng thêm: ' || former_provinces_vi || '.' end,
        case when sources.source_codes is null then 'Chưa khai nguồn nào cho tỉnh này (sources.yaml).' end,
        sources.said_vi,
        case when held_figures > 0 then format('%s số liệu đang bị giữ trong quarantine.', held_figures) end,
        case when figures_to_review > 0 then format('%s số liệu chờ duyệt.', figures_to_review) end,
        held.said_vi
    ) as message_vi,
    concat_ws(' ',
        case status
            when 'missing' then 'No report yet.'
            when 'former_only' then 'The new province has not reported; of former ones only: ' || former_provinces_en || '.'
            when 'no_total' then format('Documents: %s, figures: %s, but no total number of products.', documents, figures)
            when 'undated' then format('%s products, undated, by “%s”.', certified_products, document_title)
            else format('%s products as of %s (%s days ago)%s, by “%s”.', certified_products, coalesce(as_of,
                'its publication'), age_days, ', published ' || reported_on, document_title)
        end,
        case when status = 'old' then 'The figure is more than a year old.' end,
        case when status not in ('missing', 'former_only') then 'Of former provinces, not to be added: ' || former_provinces_en || '.' end,
        case when sources.source_codes is null then 'No source is listed for it (sources.yaml).' end,
        sources.said_en,
        case when held_figures > 0 then format('Figures held back in quarantine: %s.', held_figures) end,
        case when figures_to_review > 0 then format('Figures to review: %s.', figures_to_review) end,
        held.said_en
    ) as message_en
from known
left join sources using (province_id)
left join held using (province_id);

comment on view mart.province_completeness is
    'mỗi tỉnh hiện nay một dòng: số dựa vào đâu, cũ bao lâu, trễ hay thiếu, vì sao / one province of today: what its figure rests on, how old, late or missing, and why';
