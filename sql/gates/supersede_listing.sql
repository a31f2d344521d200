-- A source lists enough again.
update quarantine.document
set state = 'superseded', released_at = now()
where source_code = :source_code and reason_code = 'half_listing' and state = 'held';
