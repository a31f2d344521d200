-- The sellers of the night, each once, beside what the star has for that night (its covering version), and what is to
-- be done:
--   same:    the covering version says the same
--   new:     the star does not have the seller
--   change:  it says something else, and is the latest: it ends on this night and another one begins
--   remake:  it says something else, but the seller was seen on this night or later already: all its versions are made
--            anew from the nights on which it was seen
-- What the records do not say of a seller (no place, no name) is told by the last one that does; also by a record of a
-- listing that was fetched again later, so that it does not matter which of the two loads came first.
create temporary table seller on commit drop as
with named as (
    select
        marketplace_id,
        listing.seller_code,
        (array_agg(record.seller_name order by listing.fetched_at desc, row_no desc)
            filter (where record.seller_name is not null))[1] as seller_name,
        (array_agg(record.seller_location order by listing.fetched_at desc, row_no desc)
            filter (where record.seller_location is not null))[1] as seller_location,
        max(listing.fetched_at) filter (where listing.is_latest) as fetched_at
    from listing
    join record using (row_no, marketplace_id)
    where listing.seller_code is not null
    group by marketplace_id, listing.seller_code
    having bool_or(listing.is_latest)
),
place as materialized (
    select seller_location, warehouse.place_territory_id(seller_location, :report_date) as province_id
    from (select distinct seller_location from named) as said
),
placed as (
    select named.*, coalesce(place.province_id, -1::smallint) as province_id
    from named
    left join place using (seller_location)
)
select
    coalesce(known.seller_id, nextval('warehouse.seller_id')) as seller_id,
    placed.*,
    case
        when known.seller_id is null then 'new'
        when (covering.seller_name, covering.seller_location, covering.province_id)
            is not distinct from (placed.seller_name, placed.seller_location, placed.province_id) then 'same'
        when covering.seller_id is null or exists (
            select from warehouse.dim_listing as version
            join warehouse.fact_listing_snapshot as fact using (listing_id, listing_key)
            where version.seller_id = known.seller_id and fact.snapshot_date >= :report_date
        ) then 'remake'
        else 'change'
    end as action
from placed
left join warehouse.dim_seller as known
    on known.marketplace_id = placed.marketplace_id
    and known.seller_code = placed.seller_code
    and known.valid_to is null
left join warehouse.dim_seller as covering
    on covering.seller_id = known.seller_id
    and covering.valid_from <= :report_date
    and coalesce(covering.valid_to, 'infinity') > :report_date;
