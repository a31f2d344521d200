-- The spellings of the 63 provinces. The list gives their old code, which meant one territory until 2025-06-30.
merge into warehouse.dim_province_alias as dim
using (
    select listed.alias, province.province_id, listed.province_name, listed.kind as alias_type
    from province_aliases as listed
    join warehouse.dim_province as province
        on province.province_code = listed.province_code_2024
        and province.valid_from <= date '2024-12-31'
        and coalesce(province.valid_to, 'infinity') > date '2024-12-31'
) as source
on dim.alias = source.alias
when matched and (dim.province_id, dim.province_name, dim.alias_type)
    is distinct from (source.province_id, source.province_name, source.alias_type)
    then update set
        province_id = source.province_id,
        province_name = source.province_name,
        alias_type = source.alias_type
when not matched then insert values (source.alias, source.province_id, source.province_name, source.alias_type)
when not matched by source then delete;
