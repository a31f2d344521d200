-- What each source last gave on a day: since when nothing new, and by how many days that is longer than it should be.
-- Those that are listed now, and those that are not but have documents that are still held back.
select
    state.source_code,
    coalesce(province.province_name, state.source_code) as name,
    state.owner,
    state.cadence_days,
    state.last_tried_on,
    state.last_seen_on,
    state.last_changed_on,
    state.documents,
    state.problem,
    greatest(cast(:today as date) - state.last_changed_on - state.cadence_days, 0) as late_days
from ops.source_state as state
left join lateral (
    select province_name from warehouse.dim_province
    where dim_province.province_id = state.province_id
    order by valid_from desc
    limit 1
) as province on true
where state.source_code = any(:source_codes)
    or exists (
        select from quarantine.document as held
        where held.source_code = state.source_code and held.state = 'held'
    )
order by state.problem is null, late_days desc nulls last, name, state.source_code;
