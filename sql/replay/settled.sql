-- What a load has settled, and what it holds back itself, as wrong or for a person to review.
select
    load_id,
    report_date,
    run_id,
    rows_inserted,
    rows_closed,
    held.rows_held,
    held.rows_to_review,
    (
        select count(*) from quarantine.document as held
        where held.released_load_id = load.load_id and held.state = 'released'
    ) as documents_loaded
from ops.load
cross join lateral (
    select
        count(*) filter (where not is_to_review) as rows_held,
        count(*) filter (where is_to_review) as rows_to_review
    from quarantine.held_row as held
    where held.load_id = load.load_id and held.released_load_id is null
) as held
where load_id = :load_id;
