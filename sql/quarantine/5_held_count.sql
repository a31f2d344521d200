-- How many rows each load held back as wrong, and how many of it still wait for a person.
create view quarantine.held_count as
select load.load_id, held.rows_held, held.rows_to_review
from ops.load
cross join lateral (
    select
        count(*) filter (where not is_to_review) as rows_held,
        count(*) filter (where is_to_review and released_load_id is null) as rows_to_review
    from quarantine.held_row as held
    where held.load_id = load.load_id
) as held;

comment on view quarantine.held_count is
    'mỗi lượt nạp giữ lại bao nhiêu dòng, bao nhiêu còn chờ duyệt / a row a load: how many it held back, how many wait';
