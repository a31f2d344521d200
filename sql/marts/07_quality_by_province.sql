-- How good the figures of each province were, night by night.
-- Grain: one province (of today or former; -1 when unknown) in one load that its documents had a part in.
-- Mỗi dòng: một tỉnh (nay hoặc cũ; -1 nếu chưa rõ) trong một lượt nạp có văn bản của tỉnh.
-- Figures count for the province whose document states them. Checks say of each load how many rows fail and show the
-- first of them: the province of those rows is counted here, and is_every_failure_shown tells whether there were more.
create view mart.quality_by_province as
with fact as (
    select fact.load_id, fact.closed_load_id, document.province_id
    from warehouse.fact_province_indicator as fact
    join warehouse.dim_document as document using (document_id)
),
held as (
    select
        held.load_id,
        coalesce(document.province_id, -1) as province_id,
        held.quarantine_id,
        held.released_load_id is null as is_still_held,
        held.failed_expectations
    from quarantine.province_indicator as held
    left join warehouse.dim_document as document using (sha256)
),
held_document as (
    select load.load_id, document.province_id, document.reason_code
    from quarantine.document
    join ops.load on load.report_date between document.first_seen_on and document.last_seen_on
),
counted as (
    select load_id, province_id, 'loaded' as what, count(*) as number from fact group by load_id, province_id
    union all
    select closed_load_id, province_id, 'closed', count(*) from fact group by closed_load_id, province_id
    union all
    select load_id, province_id, 'held', count(*) from held group by load_id, province_id
    union all
    select load_id, province_id, 'still_held', count(*) from held where is_still_held group by load_id, province_id
    union all
    select load_id, province_id, 'document_held', count(*) from held_document group by load_id, province_id
),
part as (
    select
        load_id,
        province_id,
        coalesce(max(number) filter (where what = 'loaded'), 0) as figures_loaded,
        coalesce(max(number) filter (where what = 'closed'), 0) as figures_closed,
        coalesce(max(number) filter (where what = 'held'), 0) as figures_held,
        coalesce(max(number) filter (where what = 'still_held'), 0) as figures_still_held,
        coalesce(max(number) filter (where what = 'document_held'), 0) as documents_held
    from counted
    where load_id is not null
    group by load_id, province_id
),
province as (
    -- the names that it has borne, the latest first
    select province_id, array_agg(province_name order by valid_from desc) as province_names
    from warehouse.dim_province
    group by province_id
),
reason as (
    select load_id, province_id, string_agg(format('%s: %s', code, number), ', ' order by number desc, code) as held_reasons
    from (
        select load_id, province_id, code, count(*) as number
        from held, unnest(failed_expectations) as code
        group by load_id, province_id, code
        union all
        select load_id, province_id, reason_code, count(*) from held_document group by load_id, province_id, reason_code
    ) as counted_reason
    group by load_id, province_id
),
failed as (
    select
        part.load_id,
        part.province_id,
        count(*) filter (where severity = 'critical') as failed_critical,
        count(*) filter (where severity = 'warning') as failed_warning,
        count(*) filter (where severity = 'info') as failed_info,
        string_agg(message_vi, E'\n' order by severity = 'critical' desc, severity = 'warning' desc, expectation_code)
            as failed_vi,
        string_agg(message_en, E'\n' order by severity = 'critical' desc, severity = 'warning' desc, expectation_code)
            as failed_en
    from part
    join province using (province_id)
    join ops.quality_result as result
        on result.load_id = part.load_id
        and result.outcome = 'failed'
        and exists (
            select from jsonb_array_elements(result.sample) as shown
            where shown ->> 'province' = any (province.province_names)
        )
    group by part.load_id, part.province_id
)
select
    load.load_id,
    load.report_date,
    part.province_id,
    province.province_names[1] as province_name,
    part.figures_loaded,
    part.figures_closed,
    part.figures_held,
    part.figures_still_held,
    part.documents_held,
    reason.held_reasons,
    coalesce(failed.failed_critical, 0) as checks_failed_critical,
    coalesce(failed.failed_warning, 0) as checks_failed_warning,
    coalesce(failed.failed_info, 0) as checks_failed_info,
    failed.failed_vi as checks_failed_vi,
    failed.failed_en as checks_failed_en,
    not exists (
        select from ops.quality_result as result
        where result.load_id = part.load_id
            and result.outcome = 'failed'
            and result.rows_failed > coalesce(jsonb_array_length(result.sample), 0)
    ) as is_every_failure_shown
from part
join ops.load using (load_id)
join province using (province_id)
left join reason using (load_id, province_id)
left join failed using (load_id, province_id);

comment on view mart.quality_by_province is
    'mỗi tỉnh trong mỗi lượt nạp một dòng: số liệu đã nạp, bị giữ và vì sao, kiểm tra không đạt theo mức độ / one province in one load: figures loaded, held back and why, checks failed by severity';
