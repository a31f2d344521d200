-- The staged records of listings with their types. A cast that fails gives null and the column's name in `problems`;
-- so does what the reader could not tell, and anything else that the fact table would refuse. Rows without problems can
-- be merged. An empty value is none: no price stated is no price, not a price of 0.
create view staging.typed_listing_snapshot as
with typed as (
    select
        staged.load_id,
        staged.row_no,
        staged.source_code,
        staged.query_code,
        staged.page_name,
        staged.sha256,
        staged.record_path,
        case when pg_input_is_valid(staged.fetched_at, 'timestamptz') then staged.fetched_at::timestamptz end
            as fetched_at,
        staged.marketplace_code,
        crawl.marketplace_code as asked_marketplace_code,
        staged.listing_code,
        staged.title,
        staged.url,
        staged.category_code,
        staged.category_name,
        -- a seller without a code is known by its name
        coalesce(staged.seller_code, 'name:' || staged.seller_name) as seller_code,
        staged.seller_name,
        staged.seller_location,
        staged.price_text,
        case when pg_input_is_valid(staged.price_vnd, 'bigint') then staged.price_vnd::bigint end as price_vnd,
        case when pg_input_is_valid(staged.price_max_vnd, 'bigint') then staged.price_max_vnd::bigint end
            as price_max_vnd,
        staged.list_price_text,
        case when pg_input_is_valid(staged.list_price_vnd, 'bigint') then staged.list_price_vnd::bigint end
            as list_price_vnd,
        staged.sold_text,
        case when pg_input_is_valid(staged.sold_count, 'bigint') then staged.sold_count::bigint end as sold_count,
        case when pg_input_is_valid(staged.is_sold_lower_bound, 'boolean') then staged.is_sold_lower_bound::boolean end
            as is_sold_lower_bound,
        -- kept with two digits; what does not fit into them is no rating
        case when pg_input_is_valid(staged.rating, 'numeric(3, 2)') then staged.rating::numeric(3, 2) end as rating,
        case when pg_input_is_valid(staged.reviews, 'bigint') then staged.reviews::bigint end as reviews,
        case when pg_input_is_valid(staged.variants, 'integer') then staged.variants::integer end as variants,
        staged.fetched_at as fetched_at_text,
        staged.price_vnd as price_vnd_text,
        staged.price_max_vnd as price_max_vnd_text,
        staged.list_price_vnd as list_price_vnd_text,
        staged.sold_count as sold_count_text,
        staged.is_sold_lower_bound as is_sold_lower_bound_text,
        staged.rating as rating_text,
        staged.reviews as reviews_text,
        staged.variants as variants_text,
        staged.problems as unread
    from staging.listing_snapshot as staged
    left join staging.crawl as crawl using (load_id, source_code, query_code)
)
select
    load_id, row_no, source_code, query_code, page_name, sha256, record_path, fetched_at, marketplace_code,
    listing_code, title, url, category_code, category_name, seller_code, seller_name, seller_location,
    price_text, price_vnd, price_max_vnd, list_price_text, list_price_vnd, sold_text, sold_count, is_sold_lower_bound,
    rating, reviews, variants,
    coalesce(string_to_array(unread, ','), '{}') || array_remove(array[
        case when asked_marketplace_code is null then 'query_code' end,
        case when marketplace_code is distinct from asked_marketplace_code then 'marketplace_code' end,
        case when sha256 is null then 'sha256' end,
        case when record_path is null then 'record_path' end,
        case when fetched_at is null then 'fetched_at' end,
        case when coalesce(listing_code, '') = '' then 'listing_code' end,
        case when coalesce(title, '') = '' then 'title' end,
        case when price_vnd is null and price_vnd_text is not null or price_vnd <= 0 then 'price_vnd' end,
        case when price_max_vnd is null and price_max_vnd_text is not null or price_max_vnd <= 0
            or price_max_vnd < price_vnd then 'price_max_vnd' end,
        case when list_price_vnd is null and list_price_vnd_text is not null or list_price_vnd <= 0
            then 'list_price_vnd' end,
        case when sold_count is null and sold_count_text is not null or sold_count < 0 then 'sold_count' end,
        case when is_sold_lower_bound is null and is_sold_lower_bound_text is not null then 'is_sold_lower_bound' end,
        -- NaN is greater than any number, so this holds it back too
        case when rating is null and rating_text is not null or rating not between 0 and 5 then 'rating' end,
        case when reviews is null and reviews_text is not null or reviews < 0 then 'reviews' end,
        case when variants is null and variants_text is not null or variants < 0 then 'variants' end
    ], null) as problems
from typed;

comment on view staging.typed_listing_snapshot is
    'bản ghi sản phẩm đang nạp với kiểu dữ liệu; problems: các cột không nạp được / staged records of listings with their types; problems: columns that the fact would refuse';
