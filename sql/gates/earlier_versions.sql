-- What is known of the documents that a source gives under its names: whether the star has this very content under the
-- name, which content it had before (else the one that was landed before, unless that was held back), and for which
-- reason a person has accepted the content.
select
    given.document_name,
    exists (
        select from warehouse.bridge_document_source as bridge
        join warehouse.dim_document as document using (document_id)
        where bridge.source_code = :source_code
            and bridge.document_name = given.document_name
            and document.sha256 = given.sha256
    ) as is_standing,
    coalesce(
        (
            select document.sha256
            from warehouse.bridge_document_source as bridge
            join warehouse.dim_document as document using (document_id)
            where bridge.source_code = :source_code
                and bridge.document_name = given.document_name
                and bridge.valid_from <= :report_date
                and document.sha256 <> given.sha256
            order by bridge.valid_from desc, bridge.document_source_id desc
            limit 1
        ),
        case when not exists (
            select from quarantine.document as held
            where held.source_code = :source_code
                and held.document_name = given.document_name
                and held.sha256 = given.landed_before
        ) then given.landed_before end
    ) as earlier_sha256,
    (
        select reason_code from quarantine.document as held
        where held.source_code = :source_code
            and held.document_name = given.document_name
            and held.sha256 = given.sha256
            and held.state = 'accepted'
    ) as accepted_reason_code
from jsonb_to_recordset(cast(:documents as jsonb)) as given (document_name text, sha256 text, landed_before text);
