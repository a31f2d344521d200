-- The documents of these sources that have ever been held back, whatever became of them since.
select source_code, document_name, sha256
from quarantine.document
where source_code = any(:source_codes);
