-- How completely each query was answered on the night. In one transaction with what it found: otherwise listings would
-- look gone in between. Of two crawls of one night the more complete one stands; of two that are alike, the later.
merge into ops.crawl as crawl
using (
    select
        query.query_id,
        asked.source_code,
        asked.outcome,
        asked.reason_vi,
        asked.reason_en,
        asked.total_claimed::integer as total_claimed,
        coalesce(asked.listings_found::integer, 0) as listings_found,
        coalesce(asked.pages::integer, 0) as pages,
        coalesce(asked.records::integer, 0) as records,
        asked.started_at::timestamptz as started_at,
        asked.ended_at::timestamptz as ended_at,
        asked.evidence_sha256,
        array_position(array['complete', 'incomplete', 'failed', 'blocked'], asked.outcome) as lack
    from staging.crawl as asked
    join warehouse.dim_crawl_query as query using (source_code, query_code)
    where asked.load_id = :load_id
) as asked
on crawl.query_id = asked.query_id and crawl.report_date = :report_date
when matched
    and (
        asked.lack < array_position(array['complete', 'incomplete', 'failed', 'blocked'], crawl.outcome)
        or asked.outcome = crawl.outcome and asked.ended_at is not distinct from greatest(asked.ended_at, crawl.ended_at)
    )
    and (
        crawl.outcome, crawl.reason_vi, crawl.reason_en, crawl.total_claimed, crawl.listings_found, crawl.pages,
        crawl.records, crawl.started_at, crawl.ended_at, crawl.evidence_sha256
    ) is distinct from (
        asked.outcome, asked.reason_vi, asked.reason_en, asked.total_claimed, asked.listings_found, asked.pages,
        asked.records, asked.started_at, asked.ended_at, asked.evidence_sha256
    ) then update set
    outcome = asked.outcome,
    reason_vi = asked.reason_vi,
    reason_en = asked.reason_en,
    total_claimed = asked.total_claimed,
    listings_found = asked.listings_found,
    pages = asked.pages,
    records = asked.records,
    started_at = asked.started_at,
    ended_at = asked.ended_at,
    evidence_sha256 = asked.evidence_sha256,
    load_id = :load_id
when not matched then insert (
    query_id, report_date, source_code, outcome, reason_vi, reason_en, total_claimed, listings_found, pages, records,
    started_at, ended_at, evidence_sha256, load_id
) values (
    asked.query_id, :report_date, asked.source_code, asked.outcome, asked.reason_vi, asked.reason_en,
    asked.total_claimed, asked.listings_found, asked.pages, asked.records, asked.started_at, asked.ended_at,
    asked.evidence_sha256, :load_id
);
