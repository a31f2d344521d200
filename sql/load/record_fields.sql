-- Fields in which a source's records drifted from what is declared on a night; the newest night says how often and how.
insert into ops.source_field as field (
    source_code, field_path, state, first_seen_on, last_seen_on, records, example
)
select :source_code, drifted.field_path, drifted.state, :report_date, :report_date, drifted.records, drifted.example
from jsonb_to_recordset(cast(:fields as jsonb)) as drifted (field_path text, state text, records integer, example text)
on conflict (source_code, field_path, state) do update set
    first_seen_on = least(field.first_seen_on, excluded.first_seen_on),
    last_seen_on = greatest(field.last_seen_on, excluded.last_seen_on),
    records = case when excluded.last_seen_on >= field.last_seen_on then excluded.records else field.records end,
    example = case when excluded.last_seen_on >= field.last_seen_on then excluded.example else field.example end;
