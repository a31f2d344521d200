-- Statements of documents that no source gives as its latest any more. A content that another source still gives stays.
update warehouse.fact_province_indicator as fact
set is_current = false, closed_load_id = :load_id, closed_reason = 'document_superseded'
from (
    select document_id from observation
    union
    select covering_document_id from observation
) as touched
where fact.document_id = touched.document_id
    and fact.is_current
    and not exists (
        select from warehouse.bridge_document_source as bridge
        where bridge.document_id = fact.document_id and bridge.valid_to is null
    );
