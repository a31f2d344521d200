-- The source still gives what the star has.
update warehouse.bridge_document_source as bridge
set last_seen_on = observation.seen_on
from observation
where observation.action = 'seen'
    and bridge.document_source_id = observation.covering_id
    and bridge.last_seen_on < observation.seen_on;
