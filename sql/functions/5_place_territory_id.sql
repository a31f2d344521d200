-- The territory that a marketplace names as a seller's place, by who bears the name on that day; "(cũ)" behind the name
-- means the province before 2025-07-01. -1 (unknown) when it is none.
create function warehouse.place_territory_id(place text, day date) returns smallint
language sql stable parallel safe
return warehouse.territory_id(
    regexp_replace(place, '\s*\(cũ\)\s*$', ''),
    case when place ~ '\(cũ\)\s*$' then 'pre-2025-07' else 'unknown' end,
    day
);

comment on function warehouse.place_territory_id is
    'địa bàn của nơi bán như sàn nêu; -1 nếu chưa rõ / territory of a seller''s place as a marketplace names it; -1 when unknown';
