-- The current statements of the documents that one load touched, as the checks of the star see them.
with touched as (
    select document_id from warehouse.fact_province_indicator where load_id = :load_id
    union
    select document_id from warehouse.fact_province_indicator where closed_load_id = :load_id
    union
    select document_id from warehouse.dim_document where load_id = :load_id
    union
    select document_id from warehouse.bridge_document_source where load_id = :load_id
)
select
    fact.*,
    province.province_name as province,
    province.valid_from as province_from,
    province.valid_to as province_to,
    indicator.indicator_code as indicator,
    indicator.unit,
    fact.star_code as star,
    given.document_name as document,
    load.report_date,
    coalesce(fact.as_of_date, fact.period_to_date, fact.reported_on) as held_on
from warehouse.fact_province_indicator as fact
join touched using (document_id)
join ops.load on load.load_id = :load_id
join warehouse.dim_indicator as indicator using (indicator_id)
join warehouse.dim_province as province using (province_key)
left join lateral (
    select document_name
    from warehouse.bridge_document_source
    where document_id = fact.document_id and valid_to is null
    order by source_code, document_name
    limit 1
) as given on true
where fact.is_current
