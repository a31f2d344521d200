-- A document that is the latest again although this load did not stage it (another load superseded it meanwhile):
-- its statements as they stood when it was superseded last.
insert into warehouse.fact_province_indicator (
    statement_id, document_id, province_id, province_key, scope, scope_name, indicator_id, star_code, kind, value,
    qualifier, as_of, as_of_date, period_from, period_to, period_from_date, period_to_date, reported_on, quote, sentence,
    location, quote_start, quote_end, rule, confidence, breakdown_id, is_headline, is_current, load_id
)
select
    fact.statement_id, fact.document_id, fact.province_id, fact.province_key, fact.scope, fact.scope_name,
    fact.indicator_id, fact.star_code, fact.kind, fact.value, fact.qualifier, fact.as_of, fact.as_of_date,
    fact.period_from, fact.period_to, fact.period_from_date, fact.period_to_date, fact.reported_on, fact.quote,
    fact.sentence, fact.location, fact.quote_start, fact.quote_end, fact.rule, fact.confidence, fact.breakdown_id,
    fact.is_headline, true, :load_id
from (
    select distinct document_id
    from observation
    where action = 'open' and valid_to is null
) as latest
cross join lateral (
    select closed.closed_load_id
    from warehouse.fact_province_indicator as closed
    join ops.load on load.load_id = closed.closed_load_id
    where closed.document_id = latest.document_id and closed.closed_reason = 'document_superseded'
    order by load.ended_at desc
    limit 1
) as last
join warehouse.fact_province_indicator as fact
    on fact.document_id = latest.document_id
    and fact.closed_load_id = last.closed_load_id
    and fact.closed_reason = 'document_superseded'
where not exists (
    select from warehouse.dim_document as document
    join staged_document as staged using (sha256)
    where document.document_id = latest.document_id
)
and not exists (
    select from warehouse.fact_province_indicator as standing
    where standing.document_id = latest.document_id and standing.is_current
)
order by fact.province_indicator_key;
