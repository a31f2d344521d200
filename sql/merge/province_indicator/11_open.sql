-- The content of the night, from that night on, until the next one that is known.
insert into warehouse.bridge_document_source (
    document_id, source_code, document_name, document_url, fetched_at, valid_from, valid_to, last_seen_on, load_id
)
select
    document_id, source_code, document_name, document_url, fetched_at, seen_on, valid_to, seen_on, load_id
from observation
where action in ('open', 'split');
