-- The checks of a load, each with its first rows that fail and how many of them it held back; of those to be reviewed,
-- how many still wait.
select
    result.load_id,
    result.stage,
    result.expectation_code as code,
    result.severity,
    result.outcome,
    result.rows_failed,
    result.message_vi,
    result.message_en,
    coalesce(result.sample, '[]') as sample,
    (
        select count(*) from quarantine.held_row as held
        where held.load_id = result.load_id
            and result.stage = 'staging'
            and result.expectation_code = any(held.failed_expectations)
            and (result.severity = 'critical' or held.released_load_id is null)
    ) as rows_held
from ops.quality_result as result
where result.load_id = :load_id
order by result.stage = 'star', result.expectation_code;
