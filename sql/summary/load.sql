-- The load of a run, with the rows that it held back as wrong, those for a person to review, and what stands in the star.
select
    load.*,
    held.rows_held,
    held.rows_to_review,
    (select count(*) from warehouse.fact_province_indicator where is_current) as rows_current
from ops.load
join quarantine.held_count as held using (load_id)
where load.run_id = :run_id and load.target = 'fact_province_indicator';
