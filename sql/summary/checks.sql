-- The checks of a load, those that did not pass first.
select stage, expectation_code, severity, outcome, rows_failed, message_vi, message_en
from ops.quality_result
where load_id = :load_id
order by outcome = 'passed', severity = 'critical' desc, stage, expectation_code;
