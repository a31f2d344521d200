-- Whatever the fact would refuse and no check has held back goes to quarantine now: a bad row never stops the others.
with moved as (
    delete from staging.listing_snapshot as staged
    using record
    where staged.load_id = :load_id
        and record.row_no = staged.row_no
        and record.problems <> '{}'
    returning staged.*, record.problems as refused
)
insert into quarantine.listing_snapshot (
    load_id, row_no, source_code, query_code, page_name, sha256, record_path, fetched_at, marketplace_code, listing_code,
    title, url, category_code, category_name, seller_code, seller_name, seller_location, price_text, price_vnd,
    price_max_vnd, list_price_text, list_price_vnd, sold_text, sold_count, is_sold_lower_bound, rating, reviews,
    variants, updated_at, problems, record, failed_expectations
)
select
    load_id, row_no, source_code, query_code, page_name, sha256, record_path, fetched_at, marketplace_code, listing_code,
    title, url, category_code, category_name, seller_code, seller_name, seller_location, price_text, price_vnd,
    price_max_vnd, list_price_text, list_price_vnd, sold_text, sold_count, is_sold_lower_bound, rating, reviews,
    variants, updated_at, problems, record,
    array(select distinct 'not_loadable_' || problem from unnest(refused) as problem order by 1)
from moved;
