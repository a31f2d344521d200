-- What is held back today, by reason: rows by the check that they fail, documents by the gate that they do not pass.
-- is_to_review: nobody is at fault, a person has to look.
select kind as what, code as reason, is_to_review, count(*) as held
from quarantine.held_row, unnest(failed_expectations) as code
where released_load_id is null
group by kind, code, is_to_review
union all
select 'document', reason_code, false, count(*)
from quarantine.held_document
where state = 'held'
group by reason_code
order by what, held desc, reason;
