-- The last loads of the nightly flows, the newest first.
select
    load_id, target, report_date, run_id, state, documents, rows_inserted, rows_closed, rows_quarantined, started_at, error
from ops.load
order by load_id desc
limit :nights;
