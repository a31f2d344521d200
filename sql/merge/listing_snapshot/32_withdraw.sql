-- Snapshots whose record is held back now, and that no other record of the load stands for. Counted in ops.load: of rows
-- that are gone nothing else tells. A load that is tried again has withdrawn them already.
with gone as (
    delete from warehouse.fact_listing_snapshot as fact
    using withdrawn
    where fact.snapshot_date = :report_date
        and fact.listing_id = withdrawn.listing_id
        and not exists (select from tonight where tonight.listing_id = withdrawn.listing_id)
    returning fact.listing_id
)
update ops.load
set rows_closed = greatest(rows_closed, (select count(*) from gone))
where load_id = :load_id;
