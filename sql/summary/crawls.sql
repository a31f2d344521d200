-- How each query of a night went, the worst first.
select crawl.source_code, query.query_code, outcome, reason_vi, reason_en, total_claimed, listings_found
from ops.crawl
join warehouse.dim_crawl_query as query using (query_id)
where crawl.report_date = :report_date
order by array_position(array['blocked', 'failed', 'incomplete', 'complete'], outcome), crawl.source_code, query_code;
