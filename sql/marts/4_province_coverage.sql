-- Which of today's provinces the warehouse knows something of. Refreshed after each load.
create materialized view mart.province_coverage as
with in_force as (
    select *
    from warehouse.dim_province
    where province_id > 0
        and valid_from <= (now() at time zone 'Asia/Ho_Chi_Minh')::date
        and coalesce(valid_to, 'infinity') > (now() at time zone 'Asia/Ho_Chi_Minh')::date
),
document as (
    -- the latest versions, with the territory that they speak for
    select
        document.document_id,
        document.province_id,
        document.title,
        document.published_on,
        max(bridge.last_seen_on) as last_seen_on,
        min(bridge.document_url) as document_url
    from warehouse.dim_document as document
    join warehouse.bridge_document_source as bridge using (document_id)
    where bridge.valid_to is null
    group by document.document_id
),
figure as (
    select
        document_id,
        count(*) as figures,
        max(coalesce(as_of_date, period_to_date)) filter (where kind = 'actual') as latest_figure_date
    from warehouse.fact_province_indicator
    where is_current and scope = 'own'
    group by document_id
),
known as (
    select
        document.*,
        coalesce(figure.figures, 0) as figures,
        figure.latest_figure_date
    from document
    left join figure using (document_id)
),
summed as (
    select
        in_force.province_id,
        count(known.document_id) as documents,
        coalesce(sum(known.figures), 0)::bigint as figures,
        max(known.latest_figure_date) as latest_figure_date,
        max(known.last_seen_on) as last_seen_on,
        (array_agg(known.title order by known.published_on desc nulls last, known.document_id desc))[1]
            as last_document_title,
        (array_agg(known.document_url order by known.published_on desc nulls last, known.document_id desc))[1]
            as last_document_url,
        (
            select string_agg(distinct former.province_name, ', ')
            from warehouse.bridge_province_succession as succession
            join warehouse.dim_province as former on former.province_id = succession.predecessor_id
            where succession.successor_id = in_force.province_id
                and exists (select from known as earlier where earlier.province_id = former.province_id)
        ) as former_provinces_seen
    from in_force
    left join known using (province_id)
    group by in_force.province_id
)
select
    in_force.province_id,
    in_force.province_code,
    in_force.province_name,
    in_force.region_name,
    summed.documents > 0 as is_seen,
    summed.documents,
    summed.figures,
    summed.latest_figure_date,
    summed.last_seen_on,
    summed.last_document_title,
    summed.last_document_url,
    summed.former_provinces_seen,
    case
        when summed.documents > 0
            then format('Có %s số liệu trong %s văn bản', summed.figures, summed.documents)
        when summed.former_provinces_seen is not null
            then 'Chưa có báo cáo của tỉnh mới; chỉ có của tỉnh cũ: ' || summed.former_provinces_seen
        else 'Chưa có báo cáo nào'
    end as message_vi,
    case
        when summed.documents > 0
            then format('Figures: %s, documents: %s', summed.figures, summed.documents)
        when summed.former_provinces_seen is not null
            then 'No report of the new province yet; of former ones only: ' || summed.former_provinces_seen
        else 'No report yet'
    end as message_en,
    now() as refreshed_at
from in_force
join summed using (province_id);

create unique index uq_province_coverage_province_id on mart.province_coverage (province_id);

comment on materialized view mart.province_coverage is
    'mỗi tỉnh hiện nay một dòng: đã có báo cáo chưa, mới nhất khi nào / one province of today: whether it has reported, and when last';
