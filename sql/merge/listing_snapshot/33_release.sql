-- What has become of records that other loads hold back: of those that this load brings again (the same record of the
-- same page, of this night or an earlier one), of listings that it has for the same night, and of those of earlier nights
-- whose query was answered whole since: what the earlier night had of them stays missing.
with waiting as (
    select held.*, holding.report_date
    from quarantine.listing_snapshot as held
    join ops.load as holding using (load_id)
    where held.load_id <> :load_id and held.released_load_id is null and holding.report_date <= :report_date
),
again as (
    select waiting.quarantine_id
    from waiting
    join quarantine.listing_snapshot as held using (source_code, sha256, record_path)
    where held.load_id = :load_id
    union
    select waiting.quarantine_id
    from waiting
    join quarantine.listing_snapshot as held using (marketplace_code, listing_code)
    where held.load_id = :load_id and waiting.report_date = :report_date
),
loaded as (
    select waiting.quarantine_id
    from waiting
    join record using (source_code, sha256, record_path)
    where record.problems = '{}'
    union
    select waiting.quarantine_id
    from waiting
    join record using (marketplace_code, listing_code)
    where record.problems = '{}' and waiting.report_date = :report_date
),
read_again as (
    -- the page was read again, whatever it gives now
    select waiting.quarantine_id
    from waiting
    where waiting.report_date = :report_date
        and exists (
            select from record where record.source_code = waiting.source_code and record.sha256 = waiting.sha256
        )
),
superseded as (
    select waiting.quarantine_id
    from waiting
    join staging.crawl using (source_code, query_code)
    where crawl.load_id = :load_id
        and crawl.outcome = 'complete'
        and waiting.report_date < :report_date
        and not exists (
            select from quarantine.listing_snapshot as held
            where held.load_id = :load_id
                and held.source_code = waiting.source_code
                and held.listing_code is not distinct from waiting.listing_code
        )
)
update quarantine.listing_snapshot as held
set
    released_load_id = :load_id,
    released_at = now(),
    released_reason = case
        when held.quarantine_id in (select quarantine_id from again) then 'held_again'
        when held.quarantine_id in (select quarantine_id from loaded) then 'loaded'
        when held.quarantine_id in (select quarantine_id from superseded) then 'document_superseded'
        else 'read_otherwise'
    end
where held.quarantine_id in (
    select quarantine_id from again
    union all
    select quarantine_id from loaded
    union all
    select quarantine_id from read_again
    union all
    select quarantine_id from superseded
);
