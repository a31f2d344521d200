-- How many documents a source listed before a listing of it was held back.
select max(counted_before)
from quarantine.document
where source_code = :source_code and reason_code = 'half_listing' and state = 'held';
