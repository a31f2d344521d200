-- A person takes it upon them that a drop is right: the next load takes the document. A listing is settled with it.
update quarantine.document
set
    state = case when reason_code = 'half_listing' then 'released' else 'accepted' end,
    accepted_reason = :why,
    accepted_at = now(),
    released_at = case when reason_code = 'half_listing' then now() end
where quarantine_document_id = any(:ids) and state = 'held';
