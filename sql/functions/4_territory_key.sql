-- The version of a territory that held on a day; for a day outside its life, the nearest version.
create function warehouse.territory_key(territory_id smallint, day date) returns integer
language sql stable parallel safe
return (
    select province_key
    from warehouse.dim_province
    where province_id = territory_id
    order by valid_from <= day desc, case when valid_from <= day then -1 else 1 end * (valid_from - date '2000-01-01')
    limit 1
);

comment on function warehouse.territory_key is
    'phiên bản của địa bàn vào một ngày / version of a territory on a day';
