-- Whether a row in quarantine only waits for a person: it fails no check but warnings, so nobody is at fault.
-- What the load itself refuses ("not_loadable_...") is no result of a check, and a fault.
create function warehouse.is_to_review(load_id bigint, failed_expectations text[]) returns boolean
language sql stable parallel safe
return not exists (
    select from unnest(failed_expectations) as code
    left join ops.quality_result as result
        on result.load_id = is_to_review.load_id and result.stage = 'staging' and result.expectation_code = code
    where result.severity is distinct from 'warning'
);

comment on function warehouse.is_to_review is
    'dòng trong quarantine chỉ chờ người duyệt, không ai có lỗi / a row in quarantine that only waits for a person';
