-- What the load did, counted on the rows that bear its name; of rows that it withdrew the merge has told.
update ops.load
set
    rows_inserted = changed.snapshots,
    rows_quarantined = (select count(*) from quarantine.listing_snapshot as held where held.load_id = load.load_id),
    state = case
        when changed.snapshots + load.rows_closed > 0
            or exists (select from warehouse.dim_listing as listing where listing.load_id = load.load_id)
            or exists (select from warehouse.dim_seller as seller where seller.load_id = load.load_id)
            or exists (select from ops.crawl where crawl.load_id = load.load_id)
            then 'loaded'
        else 'unchanged'
    end,
    ended_at = clock_timestamp(),
    error = null
from (
    select count(*) as snapshots
    from warehouse.fact_listing_snapshot
    where snapshot_date = :report_date and load_id = :load_id
) as changed
where load.load_id = :load_id
returning documents, rows_inserted, rows_closed, rows_quarantined, state;
