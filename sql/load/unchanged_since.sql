-- The night since which a source gives nothing new; empty when it gives something now that the star did not have before.
select state.last_changed_on
from ops.source_state as state
where state.source_code = :source_code
    and state.last_changed_on < :report_date
    and not exists (
        select from jsonb_to_recordset(cast(:documents as jsonb)) as given (document_name text, sha256 text)
        where not exists (
            select from warehouse.bridge_document_source as bridge
            join warehouse.dim_document as document using (document_id)
            where bridge.source_code = state.source_code
                and bridge.document_name = given.document_name
                and document.sha256 = given.sha256
                and bridge.valid_from < :report_date
                and coalesce(bridge.valid_to, 'infinity') > :report_date
        )
    );
