-- The load of a run, with the rows that it held back as wrong, those for a person to review, and what stands in the star.
select
    load.*,
    held.rows_held,
    held.rows_to_review,
    (select count(*) from warehouse.fact_province_indicator where is_current) as rows_current
from ops.load
cross join lateral (
    select
        count(*) filter (where not is_to_review) as rows_held,
        count(*) filter (where is_to_review and released_load_id is null) as rows_to_review
    from quarantine.held_row as held
    where held.load_id = load.load_id
) as held
where load.run_id = :run_id and load.target = 'fact_province_indicator';
