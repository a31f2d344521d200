-- Statements that the star does not have as current ones.
insert into warehouse.fact_province_indicator (
    statement_id, document_id, province_id, province_key, scope, scope_name, indicator_id, star_code, kind, value,
    qualifier, as_of, as_of_date, period_from, period_to, period_from_date, period_to_date, reported_on, quote, sentence,
    location, quote_start, quote_end, rule, confidence, breakdown_id, is_headline, is_current, load_id
)
select
    statement_id, document_id, province_id, province_key, scope, scope_name, indicator_id, star_code, kind, value,
    qualifier, as_of, as_of_date, period_from, period_to, period_from_date, period_to_date, published_on, quote, sentence,
    location, quote_start, quote_end, rule, confidence, breakdown_id, is_headline, true, load_id
from figure
where not exists (
    select from warehouse.fact_province_indicator as fact
    where fact.statement_id = figure.statement_id and fact.is_current
)
order by row_no;
