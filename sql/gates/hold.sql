-- Put documents into quarantine, or note that they are still there. What a person has accepted for the same reason
-- stays accepted.
insert into quarantine.document as known (
    source_code, document_name, sha256, document_url, fetched_at, size_bytes, province_id, reason_code, message_vi,
    message_en, counted, counted_before, rules_version, first_seen_on, last_seen_on, state
)
select
    :source_code, held.document_name, held.sha256, held.document_url, held.fetched_at, held.size_bytes,
    warehouse.territory_id(held.province_name, 'unknown', :report_date), held.reason_code, held.message_vi,
    held.message_en, held.counted, held.counted_before, :rules_version, :report_date, :report_date, 'held'
from jsonb_to_recordset(cast(:documents as jsonb)) as held (
    document_name text, sha256 text, document_url text, fetched_at timestamptz, size_bytes bigint, province_name text,
    reason_code text, message_vi text, message_en text, counted integer, counted_before integer
)
on conflict (source_code, document_name, sha256) do update set
    province_id = excluded.province_id,
    reason_code = excluded.reason_code,
    message_vi = excluded.message_vi,
    message_en = excluded.message_en,
    counted = excluded.counted,
    counted_before = excluded.counted_before,
    rules_version = excluded.rules_version,
    first_seen_on = least(known.first_seen_on, excluded.first_seen_on),
    last_seen_on = greatest(known.last_seen_on, excluded.last_seen_on),
    state = case
        when known.state = 'accepted' and known.reason_code = excluded.reason_code then 'accepted'
        else 'held'
    end,
    released_load_id = null,
    released_at = null;
