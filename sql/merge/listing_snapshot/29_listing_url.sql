-- Where a listing was seen last, in all its versions: a changed address alone makes no version.
update warehouse.dim_listing as dim
set url = record.url, load_id = :load_id
from tonight
join record using (row_no)
where tonight.is_latest
    and dim.listing_id = tonight.listing_id
    and record.url <> coalesce(dim.url, '')
    and not exists (
        select from warehouse.fact_listing_snapshot as fact
        where fact.listing_id = tonight.listing_id and fact.snapshot_date > :report_date
    );
