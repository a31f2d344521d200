-- What each source gave under each name on the night of the load, beside what the star knows of that source and name:
--   covering: the content that it has for that night
--   again:    the first later night on which the source gave the covering content once more
--   next:     the content that comes after it
-- and from them what is to be done:
--   seen:   it is the content that the star has for that night
--   extend: it is the next content, which began earlier than was known
--   split:  another content was seen before and after that night: it lasts from here to where that one was seen again
--   open:   it is the content from that night on, until the next one that is known
-- Nights may come in any order: what an older night gave never takes the place of what a newer one gave.
create temporary table observation on commit drop as
select
    load.load_id,
    load.report_date as seen_on,
    seen.source_code,
    seen.document_name,
    seen.document_url,
    seen.fetched_at,
    document.document_id,
    covering.document_source_id as covering_id,
    covering.document_id as covering_document_id,
    next.document_source_id as next_id,
    case
        when covering.document_id = document.document_id then 'seen'
        when again.seen_on is not null then 'split'
        when next.document_id = document.document_id then 'extend'
        else 'open'
    end as action,
    again.seen_on as again_on,
    coalesce(again.seen_on, covering.valid_to, next.valid_from) as valid_to
from ops.document_seen as seen
join ops.load using (load_id)
join warehouse.dim_document as document using (sha256)
left join warehouse.bridge_document_source as covering
    on covering.source_code = seen.source_code
    and covering.document_name = seen.document_name
    and covering.valid_from <= load.report_date
    and coalesce(covering.valid_to, 'infinity') > load.report_date
left join lateral (
    select min(night.report_date) as seen_on
    from (
        select distinct on (load_of_night.report_date) load_of_night.report_date, given.sha256
        from ops.document_seen as given
        join ops.load as load_of_night using (load_id)
        where given.source_code = seen.source_code
            and given.document_name = seen.document_name
            and load_of_night.report_date > load.report_date
            and load_of_night.state in ('loaded', 'unchanged')
            and load_of_night.report_date < coalesce(covering.valid_to, 'infinity')
        order by load_of_night.report_date, load_id desc
    ) as night
    join warehouse.dim_document as given_then using (sha256)
    where given_then.document_id = covering.document_id
) as again on true
left join lateral (
    select later.document_source_id, later.document_id, later.valid_from
    from warehouse.bridge_document_source as later
    where later.source_code = seen.source_code
        and later.document_name = seen.document_name
        and later.valid_from > load.report_date
    order by later.valid_from, later.document_source_id
    limit 1
) as next on true
where seen.load_id = :load_id;
