-- The snapshots of the night. One whose values are all the same is left alone, also when another page says so by now:
-- page, record and time of fetching are evidence, not values, and what stands is proven by what it was read from.
-- The night is a constant in the condition, so that only its partition is read.
merge into warehouse.fact_listing_snapshot as fact
using (
    select
        tonight.listing_id,
        tonight.is_latest,
        tonight.query_ids,
        tonight.seller_id,
        version.listing_key,
        sold_by.seller_key,
        sold_by.province_id,
        record.marketplace_id,
        record.price_vnd,
        record.price_max_vnd,
        record.list_price_vnd,
        record.price_text,
        record.list_price_text,
        record.sold_count,
        record.is_sold_lower_bound,
        record.sold_text,
        record.rating,
        record.reviews,
        record.variants,
        record.source_code,
        record.sha256,
        record.record_path,
        record.fetched_at
    from tonight
    join record using (row_no)
    left join warehouse.dim_listing as version
        on version.listing_id = tonight.listing_id
        and version.valid_from <= :report_date
        and coalesce(version.valid_to, 'infinity') > :report_date
    left join warehouse.dim_seller as sold_by
        on sold_by.seller_id = tonight.seller_id
        and sold_by.valid_from <= :report_date
        and coalesce(sold_by.valid_to, 'infinity') > :report_date
) as given
on fact.listing_id = given.listing_id and fact.snapshot_date = :report_date
when matched and given.is_latest and (
    fact.listing_key, fact.marketplace_id, fact.seller_id, fact.seller_key, fact.province_id, fact.price_vnd,
    fact.price_max_vnd, fact.list_price_vnd, fact.price_text, fact.list_price_text, fact.sold_count,
    fact.is_sold_lower_bound, fact.sold_text, fact.rating, fact.reviews, fact.variants, fact.query_ids
) is distinct from (
    given.listing_key, given.marketplace_id, given.seller_id, given.seller_key, given.province_id, given.price_vnd,
    given.price_max_vnd, given.list_price_vnd, given.price_text, given.list_price_text, given.sold_count,
    given.is_sold_lower_bound, given.sold_text, given.rating, given.reviews, given.variants, given.query_ids
) then update set
    listing_key = given.listing_key,
    marketplace_id = given.marketplace_id,
    seller_id = given.seller_id,
    seller_key = given.seller_key,
    province_id = given.province_id,
    price_vnd = given.price_vnd,
    price_max_vnd = given.price_max_vnd,
    list_price_vnd = given.list_price_vnd,
    price_text = given.price_text,
    list_price_text = given.list_price_text,
    sold_count = given.sold_count,
    is_sold_lower_bound = given.is_sold_lower_bound,
    sold_text = given.sold_text,
    rating = given.rating,
    reviews = given.reviews,
    variants = given.variants,
    query_ids = given.query_ids,
    source_code = given.source_code,
    sha256 = given.sha256,
    record_path = given.record_path,
    fetched_at = given.fetched_at,
    load_id = :load_id
when matched and not given.is_latest and fact.query_ids <> given.query_ids then update set
    query_ids = given.query_ids,
    load_id = :load_id
when not matched then insert (
    listing_id, snapshot_date, listing_key, marketplace_id, seller_id, seller_key, province_id, price_vnd,
    price_max_vnd, list_price_vnd, price_text, list_price_text, sold_count, is_sold_lower_bound, sold_text, rating,
    reviews, variants, query_ids, source_code, sha256, record_path, fetched_at, load_id
) values (
    given.listing_id, :report_date, given.listing_key, given.marketplace_id, given.seller_id, given.seller_key,
    given.province_id, given.price_vnd, given.price_max_vnd, given.list_price_vnd, given.price_text,
    given.list_price_text, given.sold_count, given.is_sold_lower_bound, given.sold_text, given.rating, given.reviews,
    given.variants, given.query_ids, given.source_code, given.sha256, given.record_path, given.fetched_at, :load_id
);
