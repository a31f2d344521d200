-- Staged rows of loads that began longer ago than they are kept.
with old as (
    select load_id from ops.load
    where target = 'fact_listing_snapshot' and started_at < now() - make_interval(days => :days)
),
swept_crawl as (
    delete from staging.crawl where load_id in (select load_id from old)
)
delete from staging.listing_snapshot where load_id in (select load_id from old);
