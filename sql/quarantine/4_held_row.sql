-- Every row that was ever held back, of any load, and how it was settled: what the flows have in common.
create view quarantine.held_row as
select
    held.*,
    warehouse.is_to_review(load_id, failed_expectations) as is_to_review
from (
    select 'figure' as kind, load_id, row_no, failed_expectations, quarantined_at, released_load_id, released_reason
    from quarantine.province_indicator
    union all
    select 'listing', load_id, row_no, failed_expectations, quarantined_at, released_load_id, released_reason
    from quarantine.listing_snapshot
) as held;

comment on view quarantine.held_row is
    'mọi dòng từng bị giữ lại, số liệu hay hàng trên sàn / every row ever held back, a figure or a listing';
