-- The stretch after the night, of a content that was seen before and after it.
update warehouse.bridge_document_source as bridge
set valid_from = observation.again_on, last_seen_on = greatest(bridge.last_seen_on, observation.again_on)
from observation
where observation.action = 'split'
    and bridge.document_source_id = observation.covering_id;
