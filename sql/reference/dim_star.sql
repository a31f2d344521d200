-- The star ranks as reports state them.
merge into warehouse.dim_star as dim
using (
    select star_code, name_en, name_vi, is_group::boolean, sort_order::smallint from stars
) as source
on dim.star_code = source.star_code
when matched and (dim.name_en, dim.name_vi, dim.is_group, dim.sort_order)
    is distinct from (source.name_en, source.name_vi, source.is_group, source.sort_order)
    then update set
        name_en = source.name_en,
        name_vi = source.name_vi,
        is_group = source.is_group,
        sort_order = source.sort_order
when not matched then insert values (
    source.star_code, source.name_en, source.name_vi, source.is_group, source.sort_order
);
