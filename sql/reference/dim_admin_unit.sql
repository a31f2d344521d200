-- Districts and communes until 2025-06-30, communes since 2025-07-01.
merge into warehouse.dim_admin_unit as dim
using (
    select
        admin_unit_id::integer, admin_unit_code, admin_unit_level, admin_unit_type, admin_unit_name,
        parent_id::integer, province_id::smallint, valid_from::date, valid_to::date
    from admin_units
) as source
on dim.admin_unit_id = source.admin_unit_id
when matched and (
    dim.admin_unit_code, dim.admin_unit_level, dim.admin_unit_type, dim.admin_unit_name, dim.parent_id,
    dim.province_id, dim.valid_from, dim.valid_to
) is distinct from (
    source.admin_unit_code, source.admin_unit_level, source.admin_unit_type, source.admin_unit_name, source.parent_id,
    source.province_id, source.valid_from, source.valid_to
) then update set
    admin_unit_code = source.admin_unit_code,
    admin_unit_level = source.admin_unit_level,
    admin_unit_type = source.admin_unit_type,
    admin_unit_name = source.admin_unit_name,
    parent_id = source.parent_id,
    province_id = source.province_id,
    valid_from = source.valid_from,
    valid_to = source.valid_to
when not matched then insert values (
    source.admin_unit_id, source.admin_unit_code, source.admin_unit_level, source.admin_unit_type,
    source.admin_unit_name, source.parent_id, source.province_id, source.valid_from, source.valid_to
)
when not matched by source then delete;
