-- How the sources answered on a night. Of the nights, the newest says what is wrong and how many documents there were.
-- What is wrong with the documents of that night is told by reading them, afterwards.
insert into ops.source_state as state (
    source_code, province_id, marketplace_code, kind, location, owner, cadence_days, last_tried_on, last_seen_on,
    last_changed_on, documents, land_problem
)
select
    result.source_code,
    nullif(warehouse.territory_id(result.province, 'unknown', :report_date), -1),
    result.marketplace_code,
    result.kind,
    result.location,
    result.owner,
    result.cadence_days,
    :report_date,
    case when result.problem is null then cast(:report_date as date) end,
    greatest(
        (
            select max(bridge.valid_from) from warehouse.bridge_document_source as bridge
            where bridge.source_code = result.source_code
        ),
        (
            select max(crawl.report_date) from ops.crawl
            where crawl.source_code = result.source_code and crawl.listings_found > 0
        )
    ),
    coalesce(result.documents, 0),
    result.problem
from jsonb_to_recordset(cast(:results as jsonb)) as result (
    source_code text, province text, marketplace_code text, kind text, location text, owner text, cadence_days smallint,
    documents integer, problem text
)
on conflict (source_code) do update set
    province_id = excluded.province_id,
    marketplace_code = excluded.marketplace_code,
    kind = excluded.kind,
    location = excluded.location,
    owner = excluded.owner,
    cadence_days = excluded.cadence_days,
    last_tried_on = greatest(state.last_tried_on, excluded.last_tried_on),
    last_seen_on = greatest(state.last_seen_on, excluded.last_seen_on),
    last_changed_on = excluded.last_changed_on,
    documents = case
        when excluded.land_problem is null and excluded.last_tried_on >= state.last_tried_on then excluded.documents
        else state.documents
    end,
    land_problem = case
        when excluded.last_tried_on >= state.last_tried_on then excluded.land_problem
        else state.land_problem
    end,
    read_problem = case when excluded.last_tried_on < state.last_tried_on then state.read_problem end;
