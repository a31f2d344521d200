-- New documents, and what another reading says of known ones.
merge into warehouse.dim_document as dim
using staged_document as staged
on dim.sha256 = staged.sha256
when matched and (
    dim.size_bytes, dim.media_type, dim.title, dim.province_id, dim.level, dim.admin_basis, dim.published_on,
    dim.rules_version
) is distinct from (
    staged.size_bytes, staged.media_type, staged.title, staged.province_id, staged.level, staged.admin_basis,
    staged.published_on, staged.rules_version
) then update set
    size_bytes = staged.size_bytes,
    media_type = staged.media_type,
    title = staged.title,
    province_id = staged.province_id,
    level = staged.level,
    admin_basis = staged.admin_basis,
    published_on = staged.published_on,
    rules_version = staged.rules_version,
    load_id = staged.load_id
when not matched then insert (
    sha256, size_bytes, media_type, title, province_id, level, admin_basis, published_on, rules_version, load_id
) values (
    staged.sha256, staged.size_bytes, staged.media_type, staged.title, staged.province_id, staged.level,
    staged.admin_basis, staged.published_on, staged.rules_version, staged.load_id
);
