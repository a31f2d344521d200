-- Whatever the fact would refuse and no check has held back goes to quarantine now: a bad row never stops the others.
with moved as (
    delete from staging.province_indicator as staged
    using staging.typed_province_indicator as typed
    where staged.load_id = :load_id
        and typed.load_id = :load_id
        and typed.row_no = staged.row_no
        and typed.problems <> '{}'
    returning staged.*, typed.problems
)
insert into quarantine.province_indicator (
    load_id, row_no, statement_id, sha256, indicator_code, value, star_code, kind, qualifier, scope, scope_name, as_of,
    period_from, period_to, quote, sentence, location, quote_start, quote_end, rule, confidence, breakdown_id, is_headline,
    failed_expectations
)
select
    load_id, row_no, statement_id, sha256, indicator_code, value, star_code, kind, qualifier, scope, scope_name, as_of,
    period_from, period_to, quote, sentence, location, quote_start, quote_end, rule, confidence, breakdown_id, is_headline,
    array(select 'not_loadable_' || problem from unnest(problems) as problem)
from moved;
