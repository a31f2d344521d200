-- The documents, and listings of sources, that are held back as a whole or wait for the load that takes them.
create view quarantine.held_document as
select
    held.*,
    province.province_name
from quarantine.document as held
left join lateral (
    select province_name
    from warehouse.dim_province
    where province_id = held.province_id and held.province_id <> -1
    order by valid_from desc
    limit 1
) as province on true
where held.state in ('held', 'mended', 'accepted');

comment on view quarantine.held_document is
    'văn bản bị giữ lại toàn bộ, hoặc chờ lượt nạp / documents held back as a whole, or waiting for the load that takes them';
