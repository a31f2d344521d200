-- The documents that are held back as a whole and that the sources still gave on a night, or those of one source.
select source_code, document_name, document_url, sha256, message_vi, message_en, state, first_seen_on, last_seen_on
from quarantine.held_document
where last_seen_on = coalesce(cast(:report_date as date), last_seen_on)
    and source_code = coalesce(:source_code, source_code)
order by source_code, document_name;
