-- The load of a run, with what stands in the star today.
select
    load.*,
    (select count(*) from warehouse.fact_province_indicator where is_current) as rows_current
from ops.load
where load.run_id = :run_id and load.target = 'fact_province_indicator';
