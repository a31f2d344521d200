-- The last loads of the nightly flow, the newest first.
select
    load_id, report_date, run_id, state, documents, rows_inserted, rows_closed, rows_quarantined, started_at, error
from ops.load
where target = 'fact_province_indicator'
order by load_id desc
limit :nights;
