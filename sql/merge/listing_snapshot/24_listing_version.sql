-- Their versions by the nights on which they were seen, as in 14_seller_version.sql.
create temporary table listing_version on commit drop as
with sighting as (
    select
        history.listing_id,
        fact.snapshot_date as seen_on,
        version.title,
        version.seller_id,
        version.category_code,
        version.category_name
    from listing_history as history
    join warehouse.fact_listing_snapshot as fact using (listing_id)
    join warehouse.dim_listing as version using (listing_id, listing_key)
    -- all of them are replaced or withdrawn on the night of the load
    where fact.snapshot_date <> :report_date
    union all
    select
        tonight.listing_id, :report_date, record.title, tonight.seller_id, record.category_code, record.category_name
    from tonight
    join listing_history using (listing_id)
    join record using (row_no)
),
begun as (
    select
        sighting.*,
        (title, seller_id, category_code, category_name) is distinct from (
            lag(title) over before, lag(seller_id) over before, lag(category_code) over before,
            lag(category_name) over before
        ) as is_begin
    from sighting
    window before as (partition by listing_id order by seen_on)
),
made as (
    select
        listing_id,
        title,
        seller_id,
        category_code,
        category_name,
        seen_on as valid_from,
        lead(seen_on) over (partition by listing_id order by seen_on) as valid_to,
        row_number() over (
            partition by listing_id, title, seller_id, category_code, category_name order by seen_on
        ) as nth
    from begun
    where is_begin
),
known as (
    select
        version.*,
        row_number() over (
            partition by listing_id, title, seller_id, category_code, category_name order by valid_from
        ) as nth
    from warehouse.dim_listing as version
    join listing_history using (listing_id)
)
select
    coalesce(known.listing_key, nextval(pg_get_serial_sequence('warehouse.dim_listing', 'listing_key')))
        as listing_key,
    made.listing_id,
    identity.marketplace_id,
    identity.listing_code,
    made.title,
    made.seller_id,
    made.category_code,
    made.category_name,
    identity.url,
    made.valid_from,
    made.valid_to
from made
join warehouse.dim_listing as identity on identity.listing_id = made.listing_id and identity.valid_to is null
left join known
    on known.listing_id = made.listing_id
    and known.nth = made.nth
    and (known.title, known.seller_id, known.category_code, known.category_name)
        is not distinct from (made.title, made.seller_id, made.category_code, made.category_name);
