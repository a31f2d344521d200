-- The documents of one load, as the checks see them: one row per source and name.
with resolved as materialized (
    select sha256, province_id from staging.resolved_document where load_id = :load_id
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
    -- the province that the source declares is the document's, or its successor, or one that went into it
    document.declared_province_name is null or exists (
        select from warehouse.dim_province as declared
        left join warehouse.bridge_province_succession as merger
            on declared.province_id in (merger.predecessor_id, merger.successor_id)
        where declared.province_name = document.declared_province_name
            and resolved.province_id in (declared.province_id, merger.predecessor_id, merger.successor_id)
    )
    -- or another source gives the same content already, and of that one it is
    or exists (
        select from warehouse.dim_document as known
        join warehouse.bridge_document_source as given using (document_id)
        join ops.source_state as other using (source_code)
        left join warehouse.bridge_province_succession as merger
            on other.province_id in (merger.predecessor_id, merger.successor_id)
        where known.sha256 = document.sha256
            and given.valid_to is null
            and given.source_code <> document.source_code
            and (
                other.province_id is null
                or resolved.province_id in (other.province_id, merger.predecessor_id, merger.successor_id)
            )
    ) as agrees_with_source
from staging.document
join resolved using (sha256)
where document.load_id = :load_id
