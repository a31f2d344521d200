-- What each province reported last of each indicator: the total and, star by star, its parts.
-- Of several statements the choice is: a total (all ranks, or 3 stars or more) before a part; then the latest figure,
-- the latest document, an exact value before a rounded one, the surer reading. The parts are those of the same document
-- that belong to the chosen total, or hold on the same day. A target is chosen for each of its deadlines.
create view mart.province_breakdown as
with own as (
    select
        stated.*,
        case when kind = 'target' then coalesce(period_to, as_of, '') else '' end as deadline,
        star_code in ('all', '3+') as is_total
    from mart.stated_figure as stated
    where scope = 'own' and province_id > 0
),
chosen as (
    select distinct on (province_id, indicator_code, kind, deadline) *
    from own
    where is_headline
    order by
        province_id, indicator_code, kind, deadline, is_total desc, figure_date desc nulls last,
        reported_on desc nulls last, document_id desc, qualifier is not null, confidence desc, quote_start
)
select distinct on (own.province_id, own.indicator_code, own.kind, own.deadline, own.star_code)
    own.province_id,
    own.province_code,
    own.province_name,
    own.province_type,
    own.region_name,
    own.region_2025_name,
    own.is_in_force,
    own.indicator_code,
    own.indicator_vi,
    own.indicator_en,
    own.unit,
    own.kind,
    own.star_code,
    own.star_vi,
    own.star_en,
    own.statement_id = chosen.statement_id and own.is_total as is_total,
    own.value,
    own.qualifier,
    own.as_of,
    own.period_from,
    own.period_to,
    own.figure_date,
    own.reported_on,
    own.quote,
    own.confidence,
    own.statement_id,
    own.document_id,
    own.document_title,
    own.document_url,
    own.source_code,
    own.load_id,
    own.loaded_at
from own
join chosen using (province_id, indicator_code, kind, deadline, document_id)
where own.statement_id = chosen.statement_id
    or (
        own.star_code <> chosen.star_code
        and (own.breakdown_id = chosen.breakdown_id or own.figure_date is not distinct from chosen.figure_date)
    )
order by
    own.province_id, own.indicator_code, own.kind, own.deadline, own.star_code,
    own.breakdown_id is distinct from chosen.breakdown_id, own.qualifier is not null, own.confidence desc,
    own.quote_start;

comment on view mart.province_breakdown is
    'mỗi tỉnh, chỉ tiêu, loại (và hạn của mục tiêu), hạng sao một dòng: báo cáo mới nhất, tổng và các phần / one province, indicator, kind (and deadline of a target) and star rank: the latest report, the total and its parts';
