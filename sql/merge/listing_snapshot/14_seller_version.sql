-- Their versions by the nights on which they were seen (gaps and islands): one begins where a night says something else
-- than the night before it. Known versions keep their keys, the nth that says something being the nth that said it.
-- The nights are read from the facts; those that this load replaces count as it brings them.
create temporary table seller_version on commit drop as
with sighting as (
    select distinct on (seller_id, seen_on) *
    from (
        select
            history.seller_id,
            fact.snapshot_date as seen_on,
            version.seller_name,
            version.seller_location,
            version.province_id,
            fact.fetched_at
        from seller_history as history
        join warehouse.dim_listing as sold using (seller_id)
        join warehouse.fact_listing_snapshot as fact using (listing_id, listing_key)
        join warehouse.dim_seller as version on version.seller_key = fact.seller_key
        where fact.snapshot_date <> :report_date
            or fact.listing_id not in (
                select listing_id from listing where is_latest and listing_id is not null
                union all
                select listing_id from withdrawn
            )
        union all
        select seller_id, :report_date, seller_name, seller_location, province_id, fetched_at
        from seller
        join seller_history using (seller_id)
    ) as seen
    order by seller_id, seen_on, fetched_at desc
),
begun as (
    select
        sighting.*,
        (seller_name, seller_location, province_id) is distinct from (
            lag(seller_name) over before, lag(seller_location) over before, lag(province_id) over before
        ) as is_begin
    from sighting
    window before as (partition by seller_id order by seen_on)
),
made as (
    select
        seller_id,
        seller_name,
        seller_location,
        province_id,
        seen_on as valid_from,
        lead(seen_on) over (partition by seller_id order by seen_on) as valid_to,
        row_number() over (
            partition by seller_id, seller_name, seller_location, province_id order by seen_on
        ) as nth
    from begun
    where is_begin
),
known as (
    select
        version.*,
        row_number() over (
            partition by seller_id, seller_name, seller_location, province_id order by valid_from
        ) as nth
    from warehouse.dim_seller as version
    join seller_history using (seller_id)
)
select
    coalesce(known.seller_key, nextval(pg_get_serial_sequence('warehouse.dim_seller', 'seller_key'))) as seller_key,
    made.seller_id,
    identity.marketplace_id,
    identity.seller_code,
    made.seller_name,
    made.seller_location,
    made.province_id,
    made.valid_from,
    made.valid_to
from made
join warehouse.dim_seller as identity on identity.seller_id = made.seller_id and identity.valid_to is null
left join known
    on known.seller_id = made.seller_id
    and known.nth = made.nth
    and (known.seller_name, known.seller_location, known.province_id)
        is not distinct from (made.seller_name, made.seller_location, made.province_id);
