-- Versions of one territory that hold on the same day: there must be none. (A constraint would need an extension.)
select earlier.province_id, earlier.province_name, later.valid_from
from warehouse.dim_province as earlier
join warehouse.dim_province as later
    on later.province_id = earlier.province_id
    and later.valid_from > earlier.valid_from
    and later.valid_from < coalesce(earlier.valid_to, 'infinity');
