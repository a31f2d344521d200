-- The documents that the sources gave on the night of a load, each with the province that it speaks for.
select
    bridge.source_code,
    bridge.document_name,
    case when document.province_id = -1 then null else province.province_name end as province_name
from warehouse.bridge_document_source as bridge
join warehouse.dim_document as document using (document_id)
join lateral (
    select province_name
    from warehouse.dim_province
    where dim_province.province_id = document.province_id
    order by valid_from desc
    limit 1
) as province on true
where bridge.valid_to is null and bridge.last_seen_on = :report_date and bridge.source_code = any(:source_codes)
order by bridge.source_code, bridge.document_name;
