-- The load of one run.
select
    load_id, report_date, run_id, state, documents, rows_inserted, rows_closed, rows_quarantined, started_at, error
from ops.load
where target = 'fact_province_indicator' and run_id = :run_id;
