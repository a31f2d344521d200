-- The load of listings of a run, with how many were seen on its night.
select
    load.*,
    (
        select count(*) from warehouse.fact_listing_snapshot as fact where fact.snapshot_date = load.report_date
    ) as listings
from ops.load
where load.run_id = :run_id and load.target = 'fact_listing_snapshot';
