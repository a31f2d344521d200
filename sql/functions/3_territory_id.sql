-- The territory that a name means. Names and codes were reused on 2025-07-01, so a name alone is not enough:
-- the document's code set decides, without it the day, without either the name must have had one bearer only.
-- -1 (unknown) when the name is none of a province, or when two territories bore it and nothing tells which.
create function warehouse.territory_id(place_name text, admin_basis text, day date) returns smallint
language sql stable parallel safe
return (
    with official as (
        select coalesce(
            (select min(province_name) from warehouse.dim_province where province_name = trim(place_name)),
            (select min(province_name) from warehouse.dim_province_alias
             where lower(alias) = lower(trim(place_name)) and alias_type not like '%ambiguous%'
             having count(distinct province_name) = 1)
        ) as province_name
    ),
    bearer as (
        select
            province.province_id,
            bool_or(case admin_basis
                when 'pre-2025-07' then province.valid_from < date '2025-07-01'
                when 'post-2025-07' then coalesce(province.valid_to, 'infinity') > date '2025-07-01'
                -- the list of provinces begins in 2008; an older day is read by its first entry
                else greatest(day, date '2008-08-01') >= province.valid_from
                     and greatest(day, date '2008-08-01') < coalesce(province.valid_to, 'infinity') and day is not null
            end) as is_fitting
        from warehouse.dim_province as province
        join official using (province_name)
        group by province.province_id
    )
    select coalesce(
        case
            when count(*) filter (where is_fitting) = 1 then min(province_id) filter (where is_fitting)
            when count(*) = 1 then min(province_id)
        end,
        -1::smallint
    )
    from bearer
);

comment on function warehouse.territory_id is
    'địa bàn mang tên này theo bộ địa danh hoặc ngày; -1 nếu chưa rõ / territory that a name means, by code set or day; -1 when unknown';
