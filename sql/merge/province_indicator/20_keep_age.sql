-- What is held again has been held since it was first.
update quarantine.province_indicator as again
set quarantined_at = held.quarantined_at
from quarantine.province_indicator as held
where again.load_id = :load_id
    and held.released_load_id = :load_id
    and held.released_reason = 'held_again'
    and held.statement_id = again.statement_id
    and held.quarantined_at < again.quarantined_at;
