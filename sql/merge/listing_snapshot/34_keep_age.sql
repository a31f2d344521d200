-- What is held again has been held since it was first.
update quarantine.listing_snapshot as again
set quarantined_at = held.quarantined_at
from (
    select source_code, sha256, record_path, marketplace_code, listing_code, min(quarantined_at) as quarantined_at
    from quarantine.listing_snapshot
    where released_load_id = :load_id and released_reason = 'held_again'
    group by source_code, sha256, record_path, marketplace_code, listing_code
) as held
where again.load_id = :load_id
    and (
        (again.source_code, again.sha256, again.record_path) = (held.source_code, held.sha256, held.record_path)
        or (again.marketplace_code, again.listing_code) = (held.marketplace_code, held.listing_code)
    )
    and held.quarantined_at < again.quarantined_at;
