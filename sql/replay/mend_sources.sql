-- Sources of which nothing is held back any more have no more problem with it.
update ops.source_state as state
set
    read_problem = case when held.documents > 0 then state.read_problem end,
    land_problem = case when held.listings > 0 or not state.source_code = any(:accepted) then state.land_problem end
from (
    select
        given.source_code,
        count(*) filter (where document.reason_code <> 'half_listing') as documents,
        count(*) filter (where document.reason_code = 'half_listing') as listings
    from unnest(cast(:sources as text[])) as given (source_code)
    left join quarantine.document as document on document.source_code = given.source_code and document.state = 'held'
    group by given.source_code
) as held
where state.source_code = held.source_code;
