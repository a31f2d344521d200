-- One row for the load: where the figures that it staged are now. Empty once its staged rows have been swept.
with staged as (
    select row_no, statement_id, sha256 from staging.province_indicator where load_id = :load_id
),
placed as (
    select
        case
            when exists (
                select from warehouse.fact_province_indicator as fact
                where fact.statement_id = staged.statement_id and fact.load_id = :load_id
            ) then 'inserted'
            when exists (
                select from warehouse.fact_province_indicator as fact
                where fact.statement_id = staged.statement_id and fact.is_current
            ) then 'unchanged'
            -- a night that is replayed may bring an earlier version of a document, whose statements stay closed
            when not exists (
                select from warehouse.dim_document
                join warehouse.bridge_document_source as given using (document_id)
                where dim_document.sha256 = staged.sha256 and given.valid_to is null
            ) then 'superseded'
            else 'lost'
        end as place
    from staged
)
select
    load.rows_staged as staged,
    (select count(*) from placed where place = 'inserted') as inserted,
    (select count(*) from placed where place = 'unchanged') as unchanged,
    (select count(*) from placed where place = 'superseded') as superseded,
    (select count(*) from quarantine.province_indicator as held where held.load_id = :load_id) as quarantined
from ops.load
where load.load_id = :load_id and exists (select from ops.document_seen as seen where seen.load_id = :load_id)
