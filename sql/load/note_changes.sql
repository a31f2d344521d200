-- When each source last gave something new, after a load has brought it in.
update ops.source_state as state
set last_changed_on = changed.last_changed_on
from (
    select source_code, max(given_on) as last_changed_on
    from (
        select source_code, valid_from as given_on from warehouse.bridge_document_source
        union all
        -- a marketplace gives something new each night on which it lists anything
        select source_code, report_date from ops.crawl where listings_found > 0
    ) as given
    group by source_code
) as changed
where changed.source_code = state.source_code
    and changed.last_changed_on is distinct from state.last_changed_on;
