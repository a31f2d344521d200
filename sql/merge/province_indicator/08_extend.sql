-- A known content that began earlier than was known.
update warehouse.bridge_document_source as bridge
set valid_from = observation.seen_on, fetched_at = least(bridge.fetched_at, observation.fetched_at)
from observation
where observation.action = 'extend'
    and bridge.document_source_id = observation.next_id;
