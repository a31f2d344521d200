-- The nights of sources of which listings are held back, to be staged again from landing.
select distinct report_date, source_code
from quarantine.held_listing
where cast(:statements as text[]) is null
    and (cast(:reason as text) is null or :reason = any(failed_expectations))
    and cast(:province as text) is null
    and (cast(:source as text) is null or source_code = :source)
    and (cast(:load_id as bigint) is null or load_id = :load_id)
order by report_date, source_code;
