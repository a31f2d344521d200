-- Everything that documents state now, readable.
-- Grain: one current statement, of any scope, totals and parts alike. / Mỗi dòng: một phát biểu còn hiệu lực.
-- Summing it counts things twice; mart.current_figure is for sums. / Không cộng dồn; để cộng, dùng mart.current_figure.
-- figure_date is the day by which figures are ordered. A year that was not over when the document was published counts
-- up to that publication: «năm 2024», published in June, is not newer than a figure of September 2024.
create view mart.stated_figure as
select
    fact.statement_id,
    fact.province_id,
    province.province_code,
    province.province_name,
    province.province_type,
    province.region_name,
    province.region_2025_name,
    not exists (
        select from warehouse.bridge_province_succession as succession
        where succession.predecessor_id = fact.province_id
    ) as is_in_force,
    fact.scope,
    fact.scope_name,
    indicator.indicator_code,
    indicator.name_vi as indicator_vi,
    indicator.name_en as indicator_en,
    indicator.unit,
    fact.star_code,
    star.name_vi as star_vi,
    star.name_en as star_en,
    fact.kind,
    fact.value,
    fact.qualifier,
    fact.as_of,
    fact.period_from,
    fact.period_to,
    case fact.kind
        when 'actual' then least(coalesce(fact.as_of_date, fact.period_to_date), fact.reported_on)
        else coalesce(fact.as_of_date, fact.period_to_date, fact.reported_on)
    end as figure_date,
    case fact.kind when 'target' then coalesce(fact.period_to_date, fact.as_of_date) end as deadline,
    fact.reported_on,
    fact.quote,
    fact.sentence,
    fact.location,
    fact.quote_start,
    fact.quote_end,
    fact.rule,
    fact.confidence,
    fact.breakdown_id,
    fact.is_headline,
    fact.document_id,
    document.title as document_title,
    given.document_url,
    given.source_code,
    document.sha256,
    fact.load_id,
    load.ended_at as loaded_at
from warehouse.fact_province_indicator as fact
join warehouse.dim_province as province using (province_key)
join warehouse.dim_indicator as indicator using (indicator_id)
join warehouse.dim_star as star using (star_code)
join warehouse.dim_document as document using (document_id)
join ops.load on load.load_id = fact.load_id
left join lateral (
    select bridge.document_url, bridge.source_code
    from warehouse.bridge_document_source as bridge
    where bridge.document_id = fact.document_id and bridge.valid_to is null
    order by bridge.valid_from, bridge.document_source_id
    limit 1
) as given on true
where fact.is_current;

comment on view mart.stated_figure is
    'mỗi phát biểu còn hiệu lực một dòng, mọi phạm vi, cả tổng lẫn phần: không cộng dồn / one current statement of any scope, totals and parts alike: not for sums';
