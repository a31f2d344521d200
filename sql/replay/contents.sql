-- The documents whose figures are held back, to be staged again as they were last seen.
select distinct
    document.sha256, document.size_bytes, bridge.source_code, bridge.document_name, bridge.document_url,
    bridge.fetched_at, bridge.last_seen_on
from quarantine.held_figure as held
join warehouse.dim_document as document using (document_id)
join warehouse.bridge_document_source as bridge
    on bridge.document_id = document.document_id
    and bridge.source_code = held.source_code
    and bridge.document_name = held.document_name
    and bridge.valid_to is null
where (cast(:reason as text) is null or :reason = any(failed_expectations))
    and (cast(:province as text) is null or lower(held.province_name) = lower(:province))
    and (cast(:source as text) is null or held.source_code = :source)
    and (cast(:load_id as bigint) is null or held.load_id = :load_id)
    and (cast(:statements as text[]) is null or held.statement_id ^@ any(:statements));
