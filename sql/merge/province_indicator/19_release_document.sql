-- Documents in quarantine that this load has brought in, or whose source gives another version by now.
update quarantine.document as held
set
    state = case when held.sha256 = seen.sha256 then 'released' else 'superseded' end,
    released_load_id = :load_id,
    released_at = now()
from ops.document_seen as seen
join ops.load using (load_id)
where seen.load_id = :load_id
    and held.source_code = seen.source_code
    and held.document_name = seen.document_name
    and held.state in ('held', 'mended', 'accepted')
    and (held.sha256 = seen.sha256 or held.last_seen_on <= load.report_date);
