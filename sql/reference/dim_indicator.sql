-- The indicators of the programme. One that is no longer listed stays: figures point at it.
merge into warehouse.dim_indicator as dim
using (
    select indicator_id::smallint, indicator_code, unit, measure, name_en, name_vi from indicators
) as source
on dim.indicator_id = source.indicator_id
when matched and (dim.indicator_code, dim.unit, dim.measure, dim.name_en, dim.name_vi)
    is distinct from (source.indicator_code, source.unit, source.measure, source.name_en, source.name_vi)
    then update set
        indicator_code = source.indicator_code,
        unit = source.unit,
        measure = source.measure,
        name_en = source.name_en,
        name_vi = source.name_vi
when not matched then insert values (
    source.indicator_id, source.indicator_code, source.unit, source.measure, source.name_en, source.name_vi
);
