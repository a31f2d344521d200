-- What was red in a run, in the words of whoever noticed: sources with a problem, critical checks that did not pass.
select coalesce(province.province_name, state.source_code) as name, state.problem as message
from ops.source_state as state
left join lateral (
    select province_name from warehouse.dim_province
    where dim_province.province_id = state.province_id
    order by valid_from desc
    limit 1
) as province on true
where state.source_code = any(:source_codes) and state.last_tried_on = :report_date and state.problem is not null
union all
select
    result.stage || '.' || result.expectation_code,
    result.message_vi || ' / ' || result.message_en
from ops.quality_result as result
join ops.load using (load_id)
where load.run_id = :run_id and result.severity = 'critical' and result.outcome <> 'passed'
    -- but for rows that were held back and have been settled since
    and not exists (
        select from quarantine.held_row as held
        where held.load_id = load.load_id and result.expectation_code = any(held.failed_expectations)
        having count(*) > 0 and count(*) = count(released_load_id) filter (where released_reason <> 'held_again')
    )
order by name;
