-- What is held back today, by reason: figures by the check that they fail, documents by the gate that they do not pass.
select 'figure' as what, code as reason, count(*) as held
from quarantine.held_figure, unnest(failed_expectations) as code
group by code
union all
select 'document', reason_code, count(*)
from quarantine.held_document
where state = 'held'
group by reason_code
order by what, held desc, reason;
