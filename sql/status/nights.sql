-- The last loads of the nightly flows, the newest first.
-- Of each: the rows that it held back as wrong, and those that still wait for a person.
select
    load_id, target, report_date, run_id, state, documents, rows_inserted, rows_closed, rows_held, rows_to_review,
    started_at, error
from ops.load
join quarantine.held_count as held using (load_id)
order by load_id desc
limit :nights;
