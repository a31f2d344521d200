-- The figures that a load held back, each with its document and how it was settled, if it was.
select
    held.row_no,
    held.sha256,
    held.indicator_code,
    held.star_code,
    held.value,
    held.kind,
    coalesce(held.as_of, concat_ws(' – ', held.period_from, held.period_to)) as stated_time,
    held.quote,
    held.sentence,
    held.location,
    held.rule,
    held.confidence,
    held.failed_expectations,
    held.released_reason,
    warehouse.is_to_review(held.load_id, held.failed_expectations) as is_to_review,
    given.source_code,
    coalesce(given.document_name, left(held.sha256, 12)) as document_name,
    count(*) over () as held
from quarantine.province_indicator as held
left join lateral (
    select bridge.source_code, bridge.document_name
    from warehouse.dim_document as document
    join warehouse.bridge_document_source as bridge using (document_id)
    where document.sha256 = held.sha256
    order by bridge.last_seen_on desc, bridge.source_code, bridge.document_name
    limit 1
) as given on true
where held.load_id = :load_id
order by held.row_no
limit :rows;
