-- When each source last gave something new, after a load has brought it in.
update ops.source_state as state
set last_changed_on = changed.last_changed_on
from (
    select source_code, max(valid_from) as last_changed_on
    from warehouse.bridge_document_source
    group by source_code
) as changed
where changed.source_code = state.source_code
    and changed.last_changed_on is distinct from state.last_changed_on;
