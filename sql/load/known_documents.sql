-- Documents of the night that need no loading: on that night the star has this content under this source and name,
-- read by these rules, and holds back nothing of it that other checks or reference data may let through.
-- What this very load wrote does not count, so that a task tried again does the same again.
select seen.source_code, seen.document_name
from ops.document_seen as seen
join ops.load using (load_id)
join warehouse.dim_document as document
    on document.sha256 = seen.sha256 and document.rules_version = load.rules_version
join warehouse.bridge_document_source as bridge
    on bridge.document_id = document.document_id
    and bridge.source_code = seen.source_code
    and bridge.document_name = seen.document_name
    and bridge.valid_from <= load.report_date
    and coalesce(bridge.valid_to, 'infinity') > load.report_date
where load.load_id = :load_id
    and load.load_id not in (document.load_id, bridge.load_id)
    and not exists (
        select from quarantine.province_indicator as held
        join ops.load as holding on holding.load_id = held.load_id
        where held.sha256 = seen.sha256
            and held.released_load_id is null
            and holding.checks_version is distinct from load.checks_version
    );
