-- Facts of the night that were read from a record which is held back now: other rules or checks let it in before.
create temporary table withdrawn on commit drop as
select distinct fact.listing_id, fact.seller_id
from quarantine.listing_snapshot as held
join warehouse.fact_listing_snapshot as fact
    on fact.source_code = held.source_code and fact.sha256 = held.sha256 and fact.record_path = held.record_path
where held.load_id = :load_id and fact.snapshot_date = :report_date;
