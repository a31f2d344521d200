-- The dated provinces, with a member for the nation and one for the unknown.
-- The key is made of the territory and the first day of the version (days since 2000-01-01), so that it stays
-- the same when a row is added before it, and in every database.
merge into warehouse.dim_province as dim
using (
    select
        province_id * 100000 + (valid_from - date '2000-01-01') as province_key,
        listed.*
    from (
        select
            province_id::smallint, province_code, province_name, province_type, region_name, region_2025_name,
            iso_code, valid_from::date, valid_to::date, legal_basis
        from provinces
        union all
        values
            (0::smallint, null, 'CẢ NƯỚC', 'nation', null, null, 'VN', date '2008-01-01', null::date, null),
            (-1::smallint, null, 'Chưa rõ', 'unknown', null, null, null, date '2008-01-01', null::date, null)
    ) as listed
) as source
on dim.province_key = source.province_key
when matched and (
    dim.province_code, dim.province_name, dim.province_type, dim.region_name, dim.region_2025_name, dim.iso_code,
    dim.valid_to, dim.legal_basis
) is distinct from (
    source.province_code, source.province_name, source.province_type, source.region_name, source.region_2025_name,
    source.iso_code, source.valid_to, source.legal_basis
) then update set
    province_code = source.province_code,
    province_name = source.province_name,
    province_type = source.province_type,
    region_name = source.region_name,
    region_2025_name = source.region_2025_name,
    iso_code = source.iso_code,
    valid_to = source.valid_to,
    legal_basis = source.legal_basis
when not matched then insert values (
    source.province_key, source.province_id, source.province_code, source.province_name, source.province_type,
    source.region_name, source.region_2025_name, source.iso_code, source.valid_from, source.valid_to,
    source.legal_basis
);
