-- The loads of one run: the nightly command gives its flows one name.
-- Of each: the rows that it held back as wrong, and those that still wait for a person.
select
    load_id, target, report_date, run_id, state, documents, rows_inserted, rows_closed, rows_held, rows_to_review,
    started_at, error
from ops.load
cross join lateral (
    select
        count(*) filter (where not is_to_review) as rows_held,
        count(*) filter (where is_to_review and released_load_id is null) as rows_to_review
    from quarantine.held_row as held
    where held.load_id = load.load_id
) as held
where run_id = :run_id
order by load_id;
