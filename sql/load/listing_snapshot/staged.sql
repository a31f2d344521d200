-- Whether what a load staged is still there: a crash of the server empties staging, but not quarantine.
select
    (select count(*) from staging.crawl where crawl.load_id = load.load_id) = load.documents
    and (select count(*) from staging.listing_snapshot as staged where staged.load_id = load.load_id)
        + (select count(*) from quarantine.listing_snapshot as held where held.load_id = load.load_id)
        = load.rows_staged as is_there
from ops.load
where load.load_id = :load_id;
