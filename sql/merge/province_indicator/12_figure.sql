-- The figures of the load in the shape of the fact, for documents that are the latest of some source, and for those
-- that are read for the first time by these rules (an older version that a replayed night brings in as history).
create temporary table figure on commit drop as
with placed as (
    select
        typed.*,
        document.document_id,
        staged.published_on,
        staged.report_date,
        staged.names_date,
        case typed.scope
            when 'national' then 0::smallint
            when 'other_province'
                then warehouse.territory_id(typed.scope_name, staged.admin_basis, staged.names_date)
            when 'former_province'
                then warehouse.territory_id(typed.scope_name, 'pre-2025-07', null)
            else staged.province_id
        end as province_id
    from staging.typed_province_indicator as typed
    join staged_document as staged using (load_id, sha256)
    join warehouse.dim_document as document using (sha256)
    where typed.load_id = :load_id
        and typed.problems = '{}'
        and (
            staged.is_new_reading
            or exists (
                select from warehouse.bridge_document_source as bridge
                where bridge.document_id = document.document_id and bridge.valid_to is null
            )
        )
)
select
    placed.*,
    warehouse.territory_key(
        province_id, coalesce(as_of_date, period_to_date, published_on, names_date, report_date)
    ) as province_key
from placed;
