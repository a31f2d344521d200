-- What must not be staged.
select source_code, document_name, sha256
from quarantine.document
where state = 'held' and source_code = any(:source_codes);
