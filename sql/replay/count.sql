-- What is in quarantine, counted: figures and listings by each check that they fail, documents by the gate that they do
-- not pass. Listings are of no province.
select
    'figure' as kind,
    code as reason,
    province_name,
    source_code,
    load_id,
    case when is_to_review then 'to_review' else 'held' end as state,
    count(*) as held,
    min(quarantined_at) as since
from quarantine.held_figure
cross join unnest(failed_expectations) as code
where (cast(:reason as text) is null or code = :reason)
    and (cast(:province as text) is null or lower(province_name) = lower(:province))
    and (cast(:source as text) is null or source_code = :source)
    and (cast(:load_id as bigint) is null or load_id = :load_id)
    and (cast(:statements as text[]) is null or statement_id ^@ any(:statements))
group by code, province_name, source_code, load_id, is_to_review
union all
select 'listing', code, null, source_code, load_id, 'held', count(*), min(quarantined_at)
from quarantine.held_listing
cross join unnest(failed_expectations) as code
where cast(:statements as text[]) is null
    and (cast(:reason as text) is null or code = :reason)
    and cast(:province as text) is null
    and (cast(:source as text) is null or source_code = :source)
    and (cast(:load_id as bigint) is null or load_id = :load_id)
group by code, source_code, load_id
union all
select 'document', reason_code, province_name, source_code, null, state, count(*), min(quarantined_at)
from quarantine.held_document
where cast(:statements as text[]) is null
    and (cast(:reason as text) is null or reason_code = :reason)
    and (cast(:province as text) is null or lower(province_name) = lower(:province))
    and (cast(:source as text) is null or source_code = :source)
    and (
        cast(:load_id as bigint) is null
        or last_seen_on = (select report_date from ops.load where load.load_id = :load_id)
    )
group by reason_code, province_name, source_code, state
order by kind, reason, province_name, source_code, load_id;
