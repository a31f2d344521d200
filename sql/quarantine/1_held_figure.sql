-- The figures that are still held back, each with its document, the latest source of it, its province and its load.
create view quarantine.held_figure as
select
    held.*,
    load.report_date,
    warehouse.is_to_review(held.load_id, held.failed_expectations) as is_to_review,
    document.document_id,
    document.province_id,
    province.province_name,
    given.source_code,
    given.document_name,
    given.document_url,
    given.last_seen_on
from quarantine.province_indicator as held
join ops.load using (load_id)
left join warehouse.dim_document as document using (sha256)
left join lateral (
    select province_name
    from warehouse.dim_province
    where province_id = document.province_id and document.province_id <> -1
    order by valid_from desc
    limit 1
) as province on true
left join lateral (
    select *
    from warehouse.bridge_document_source as bridge
    where bridge.document_id = document.document_id and bridge.valid_to is null
    order by last_seen_on desc, source_code, document_name
    limit 1
) as given on true
where held.released_load_id is null;

comment on view quarantine.held_figure is
    'số liệu còn bị giữ lại, kèm văn bản, nguồn, tỉnh / figures still held back, with document, source and province';
