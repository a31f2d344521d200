-- Every territory beside the province of today that it lies in as a whole.
-- Grain: one territory, of today or former; -1 is unknown. / Mỗi dòng: một địa bàn, nay hoặc cũ; -1 là chưa rõ.
create view mart.territory_today as
with named as (
    -- the name that each bore last
    select distinct on (province_id) province_id, province_code, province_name, region_2025_name
    from warehouse.dim_province
    order by province_id, valid_from desc
)
select
    territory.province_id,
    territory.province_name,
    today.province_id as today_province_id,
    today.province_code as today_province_code,
    today.province_name as today_province_name,
    today.region_2025_name as today_region_name
from named as territory
left join warehouse.bridge_province_succession as succession on succession.predecessor_id = territory.province_id
join named as today on today.province_id = coalesce(succession.successor_id, territory.province_id);

comment on view mart.territory_today is
    'mỗi địa bàn, nay hoặc cũ, một dòng, kèm tỉnh hiện nay chứa trọn nó / one territory of today or former, with the province of today that it went into whole';
