-- What the load did, counted on the rows that bear its name.
update ops.load
set
    rows_inserted = (select count(*) from warehouse.fact_province_indicator as fact where fact.load_id = load.load_id),
    rows_closed = (select count(*) from warehouse.fact_province_indicator where closed_load_id = load.load_id),
    rows_quarantined = (select count(*) from quarantine.province_indicator as held where held.load_id = load.load_id),
    state = case
        when exists (select from warehouse.fact_province_indicator as fact where fact.load_id = load.load_id)
            or exists (select from warehouse.fact_province_indicator where closed_load_id = load.load_id)
            or exists (select from warehouse.dim_document as document where document.load_id = load.load_id)
            or exists (select from warehouse.bridge_document_source as bridge where bridge.load_id = load.load_id)
            then 'loaded'
        else 'unchanged'
    end,
    ended_at = clock_timestamp(),
    error = null
where load_id = :load_id
returning documents, rows_inserted, rows_closed, rows_quarantined, state;
