-- What is held back today, by reason: rows by the check that they fail, documents by the gate that they do not pass.
select kind as what, code as reason, count(*) as held
from quarantine.held_row, unnest(failed_expectations) as code
where released_load_id is null
group by kind, code
union all
select 'document', reason_code, count(*)
from quarantine.held_document
where state = 'held'
group by reason_code
order by what, held desc, reason;
