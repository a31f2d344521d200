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
where bridge.source_code = any(:source_codes)
    and :report_date between bridge.valid_from and bridge.last_seen_on
    and coalesce(bridge.valid_to, 'infinity') > :report_date
order by bridge.source_code, bridge.document_name;
