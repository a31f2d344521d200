-- The stretch before the night, of a content that was seen before and after it.
insert into warehouse.bridge_document_source (
    document_id, source_code, document_name, document_url, fetched_at, valid_from, valid_to, last_seen_on, load_id
)
select
    bridge.document_id, bridge.source_code, bridge.document_name, bridge.document_url, bridge.fetched_at,
    bridge.valid_from, observation.seen_on, bridge.valid_from, observation.load_id
from observation
join warehouse.bridge_document_source as bridge on bridge.document_source_id = observation.covering_id
where observation.action = 'split' and bridge.valid_from < observation.seen_on;
