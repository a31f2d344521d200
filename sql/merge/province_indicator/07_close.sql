-- A content that gave way on the night of the load: a corrected document supersedes its earlier version.
update warehouse.bridge_document_source as bridge
set valid_to = observation.seen_on
from observation
where observation.action in ('open', 'extend')
    and bridge.document_source_id = observation.covering_id;
