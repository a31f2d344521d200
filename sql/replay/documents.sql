-- Documents, and listings of sources, in quarantine. Those of a load are those of its night: they are part of no load.
select *
from quarantine.held_document
where cast(:statements as text[]) is null
    and (cast(:reason as text) is null or reason_code = :reason)
    and (cast(:province as text) is null or lower(province_name) = lower(:province))
    and (cast(:source as text) is null or source_code = :source)
    and (
        cast(:load_id as bigint) is null
        or last_seen_on = (select report_date from ops.load where load.load_id = :load_id)
    )
order by last_seen_on desc, source_code, document_name;
