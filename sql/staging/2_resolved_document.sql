-- Each content of a load once, whoever gave it, with the territory that it speaks for. The name is the one read in
-- the document, else the one that its sources declare, if they agree. Which territory bore that name is told by the
-- document's code set, else by its printed date, else by the latest day of its own actual figures.
create view staging.resolved_document as
with content as (
    select
        load_id,
        sha256,
        min(size_bytes)::bigint as size_bytes,
        min(media_type) as media_type,
        min(title) as title,
        case when min(level) in ('province', 'district', 'national', 'none') then min(level) else 'none' end as level,
        case when min(admin_basis) in ('pre-2025-07', 'post-2025-07') then min(admin_basis) else 'unknown' end
            as admin_basis,
        case when min(published_on) ~ '^\d{4}-\d{2}-\d{2}$' then warehouse.first_day(min(published_on)) end
            as published_on,
        coalesce(
            min(province_name),
            case when count(*) = count(declared_province_name)
                and min(declared_province_name) = max(declared_province_name) then min(declared_province_name) end
        ) as province_name
    from staging.document
    group by load_id, sha256
),
latest as (
    select load_id, sha256, max(coalesce(as_of_date, period_to_date)) as figure_date
    from staging.typed_province_indicator
    where scope = 'own' and kind = 'actual'
    group by load_id, sha256
)
select
    content.*,
    warehouse.territory_id(content.province_name, content.admin_basis, coalesce(content.published_on, latest.figure_date))
        as province_id,
    -- the day by which names in this document are understood
    coalesce(
        content.published_on,
        case content.admin_basis when 'pre-2025-07' then date '2025-06-30' when 'post-2025-07' then date '2025-07-01' end,
        latest.figure_date
    ) as names_date
from content
left join latest using (load_id, sha256);

comment on view staging.resolved_document is
    'mỗi nội dung của lượt nạp một dòng, kèm địa bàn / each content of a load once, with the territory it speaks for';
