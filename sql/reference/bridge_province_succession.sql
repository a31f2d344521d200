-- Which territory went into which.
merge into warehouse.bridge_province_succession as bridge
using (
    select predecessor_id::smallint, successor_id::smallint, succeeded_on::date, legal_basis from province_succession
) as source
on bridge.predecessor_id = source.predecessor_id and bridge.successor_id = source.successor_id
when matched and (bridge.succeeded_on, bridge.legal_basis) is distinct from (source.succeeded_on, source.legal_basis)
    then update set succeeded_on = source.succeeded_on, legal_basis = source.legal_basis
when not matched then insert values (
    source.predecessor_id, source.successor_id, source.succeeded_on, source.legal_basis
)
when not matched by source then delete;
