-- The documents of one load, as the checks see them: one row per source and name.
with resolved as materialized (
    select sha256, province_id from staging.resolved_document where load_id = :load_id
),
-- every name that the two territories of a merger have borne
succession as materialized (
    select distinct
        merger.predecessor_id,
        predecessor.province_name as predecessor_name,
        merger.successor_id,
        successor.province_name as successor_name
    from warehouse.bridge_province_succession as merger
    join warehouse.dim_province as predecessor on predecessor.province_id = merger.predecessor_id
    join warehouse.dim_province as successor on successor.province_id = merger.successor_id
),
-- what the sources of a content declare; of those that gave it on earlier nights, one that agrees is enough
declaration as materialized (
    select sha256, source_code, true as is_staged, declared_province_name as province_name
    from staging.document
    where load_id = :load_id
    union all
    select known.sha256, given.source_code, false, declared.province_name
    from resolved
    join warehouse.dim_document as known using (sha256)
    join warehouse.bridge_document_source as given using (document_id)
    join ops.source_state as other using (source_code)
    left join warehouse.dim_province as declared on declared.province_id = other.province_id
    where given.valid_to is null
)
select
    document.source_code,
    document.document_name,
    document.document_url,
    sha256,
    document.title,
    document.province_name,
    document.declared_province_name,
    document.level,
    document.admin_basis,
    document.published_on,
    document.text,
    resolved.province_id,
    exists (
        select from declaration
        where declaration.sha256 = document.sha256
            -- a source does not vouch for itself by what it gave earlier
            and (declaration.source_code = document.source_code) = declaration.is_staged
            and (
                declaration.province_name is null
                -- the name declared is the document's, whichever territory bore it when the document was written
                or exists (
                    select from warehouse.dim_province as territory
                    where territory.province_id = resolved.province_id
                        and territory.province_name = declaration.province_name
                )
                or exists (
                    select from succession
                    where case resolved.province_id
                        -- a former province is declared, and the document is of the one that it went into: not before
                        when succession.successor_id then
                            succession.predecessor_name = declaration.province_name
                            and document.admin_basis <> 'pre-2025-07'
                        -- today's province is declared, and the document is of one that went into it. Today's reports
                        -- name their former provinces too, so that one of them may be taken for theirs: only a report
                        -- of that time which opens with its name is believed
                        when succession.predecessor_id then
                            succession.successor_name = declaration.province_name
                            and document.admin_basis = 'pre-2025-07'
                            and position(
                                lower(succession.predecessor_name)
                                in lower(concat_ws(' ', document.title, left(document.text, 300)))
                            ) > 0
                    end
                )
            )
    ) as agrees_with_source
from staging.document
join resolved using (sha256)
where document.load_id = :load_id
