-- The listings that a load held back, each with how it was settled, if it was.
select
    row_no, source_code, query_code, page_name, sha256, record_path, listing_code, title, price_text, sold_text, problems,
    failed_expectations, released_reason, count(*) over () as held
from quarantine.listing_snapshot
where load_id = :load_id
order by row_no
limit :rows;
