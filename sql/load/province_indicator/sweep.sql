-- Staged rows of loads that began longer ago than they are kept.
with old as (
    select load_id from ops.load
    where target = 'fact_province_indicator' and started_at < now() - make_interval(days => :days)
),
swept_document as (
    delete from staging.document where load_id in (select load_id from old)
)
delete from staging.province_indicator where load_id in (select load_id from old);
