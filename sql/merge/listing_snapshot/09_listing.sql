-- Each listing of the load once: of its records the one that was fetched last, and every query that found it that night.
-- is_latest: nothing that was fetched later on the same night stands in the star, so that nights may be loaded again in
-- any order.
create temporary table listing on commit drop as
with last as (
    select distinct on (marketplace_id, listing_code)
        marketplace_id,
        listing_code,
        seller_code,
        fetched_at,
        row_no,
        array_agg(query_id) over (partition by marketplace_id, listing_code) as found_by
    from record
    where problems = '{}'
    order by marketplace_id, listing_code, fetched_at desc, row_no desc
)
select
    last.row_no,
    last.marketplace_id,
    last.listing_code,
    last.seller_code,
    last.fetched_at,
    known.listing_id,
    standing.seller_id as standing_seller_id,
    case
        when standing.query_ids = last.found_by or standing.listing_id is null and cardinality(last.found_by) = 1
            then last.found_by
        else array(select distinct unnest(standing.query_ids || last.found_by) as query_id order by query_id)
    end as query_ids,
    standing.listing_id is null or withdrawn.listing_id is not null or last.fetched_at >= standing.fetched_at
        as is_latest
from last
left join warehouse.dim_listing as known
    on known.marketplace_id = last.marketplace_id
    and known.listing_code = last.listing_code
    and known.valid_to is null
left join warehouse.fact_listing_snapshot as standing
    on standing.listing_id = known.listing_id and standing.snapshot_date = :report_date
left join withdrawn on withdrawn.listing_id = known.listing_id;
