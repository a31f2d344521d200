-- Documents that pass now: the next load takes them.
update quarantine.document as held
set state = 'mended'
from jsonb_to_recordset(cast(:documents as jsonb)) as passed (document_name text, sha256 text)
where held.source_code = :source_code
    and held.document_name = passed.document_name
    and held.sha256 = passed.sha256
    and held.state = 'held';
