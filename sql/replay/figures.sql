-- Figures in quarantine, the latest first, each with what the checks that it fails said of its load.
select
    held.*,
    array(
        select code || ': ' || coalesce(result.message_vi || ' / ' || result.message_en, '')
        from unnest(held.failed_expectations) as code
        left join ops.quality_result as result
            on result.load_id = held.load_id and result.stage = 'staging' and result.expectation_code = code
        order by code
    ) as messages
from quarantine.held_figure as held
where (cast(:reason as text) is null or :reason = any(failed_expectations))
    and (cast(:province as text) is null or lower(province_name) = lower(:province))
    and (cast(:source as text) is null or source_code = :source)
    and (cast(:load_id as bigint) is null or load_id = :load_id)
    and (cast(:statements as text[]) is null or statement_id ^@ any(:statements))
order by load_id desc, row_no
limit :most;
