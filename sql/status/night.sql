-- The loads of one run: the nightly command gives its flows one name.
select
    load_id, target, report_date, run_id, state, documents, rows_inserted, rows_closed, rows_quarantined, started_at, error
from ops.load
where run_id = :run_id
order by load_id;
