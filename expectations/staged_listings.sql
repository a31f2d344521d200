-- The records of listings of one load, as the checks see them: the staged text, its types, and the listing's snapshot
-- before it, if there is one of the last 60 days: a bound, so that a night costs the same however long the history is.
-- A cast that fails gives an empty value and a name in `problems`; no text can make this query fail.
with load as (
    select * from ops.load where load_id = :load_id
),
typed as materialized (
    select * from staging.typed_listing_snapshot where load_id = :load_id
),
place as materialized (
    select seller_location, warehouse.place_territory_id(seller_location, report_date) as province_id
    from (select distinct seller_location from typed where seller_location is not null) as said
    cross join load
)
select
    typed.row_no,
    typed.marketplace_code as marketplace,
    typed.source_code as source,
    typed.query_code as query,
    typed.page_name as page,
    typed.record_path,
    typed.sha256,
    typed.listing_code as listing,
    typed.title,
    coalesce(typed.seller_name, typed.seller_code) as seller,
    typed.seller_location as place,
    place.province_id,
    coalesce(typed.price_text, staged.price_vnd) as price,
    coalesce(typed.sold_text, staged.sold_count) as sold,
    staged.rating,
    staged.record,
    typed.price_vnd,
    typed.list_price_vnd,
    least(typed.price_vnd, typed.price_max_vnd, typed.list_price_vnd) as lowest_price,
    greatest(typed.price_vnd, typed.price_max_vnd, typed.list_price_vnd) as highest_price,
    typed.sold_count,
    typed.is_sold_lower_bound,
    case when pg_input_is_valid(staged.rating, 'numeric') then staged.rating::numeric end as rating_number,
    (typed.fetched_at at time zone 'Asia/Ho_Chi_Minh')::date - load.report_date as days_after_night,
    typed.problems,
    load.report_date,
    row_number() over (
        partition by typed.source_code, typed.query_code, typed.listing_code order by typed.row_no
    ) as nth_of_query,
    previous.snapshot_date as previous_date,
    previous.price_vnd as previous_price,
    previous.sold_count as previous_sold,
    previous.is_sold_lower_bound as is_previous_sold_lower_bound
from typed
join staging.listing_snapshot as staged using (load_id, row_no)
join load using (load_id)
left join place on place.seller_location = typed.seller_location
left join warehouse.dim_marketplace as marketplace on marketplace.marketplace_code = typed.marketplace_code
left join warehouse.dim_listing as known
    on known.marketplace_id = marketplace.marketplace_id
    and known.listing_code = typed.listing_code
    and known.valid_to is null
left join lateral (
    select *
    from warehouse.fact_listing_snapshot as fact
    where fact.listing_id = known.listing_id
        and fact.snapshot_date < load.report_date
        and fact.snapshot_date >= load.report_date - 60
    order by fact.snapshot_date desc
    limit 1
) as previous on true
