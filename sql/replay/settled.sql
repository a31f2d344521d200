-- What a load has settled, and what it holds back itself.
select
    load_id,
    report_date,
    run_id,
    rows_inserted,
    rows_closed,
    (
        select count(*) from quarantine.held_row as held
        where held.load_id = load.load_id and held.released_load_id is null
    ) as rows_held,
    (
        select count(*) from quarantine.document as held
        where held.released_load_id = load.load_id and held.state = 'released'
    ) as documents_loaded
from ops.load
where load_id = :load_id;
