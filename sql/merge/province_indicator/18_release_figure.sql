-- What has become of figures that other loads hold back: of documents that this load brings again, and of contents that
-- no source gives as its latest any more.
update quarantine.province_indicator as held
set
    released_load_id = :load_id,
    released_at = now(),
    released_reason = case
        when held.sha256 not in (select sha256 from staged_document) then 'document_superseded'
        when exists (
            select from quarantine.province_indicator as again
            where again.load_id = :load_id and again.statement_id = held.statement_id
        ) then 'held_again'
        when exists (
            select from warehouse.fact_province_indicator as fact
            where fact.statement_id = held.statement_id and fact.is_current
        ) then 'loaded'
        else 'read_otherwise'
    end
where held.load_id <> :load_id
    and held.released_load_id is null
    and (
        held.sha256 in (select sha256 from staged_document)
        or held.sha256 in (
            select document.sha256
            from observation
            join warehouse.dim_document as document on document.document_id = observation.covering_document_id
            where not exists (
                select from warehouse.bridge_document_source as bridge
                where bridge.document_id = document.document_id and bridge.valid_to is null
            )
        )
    );
