-- A person takes it upon them that figures are right as they were read, although a check doubts them. Gives their number.
-- Those of documents that no source gives any more cannot be loaded, so there is nothing to accept.
with chosen as (
    select distinct statement_id, value, as_of, period_from, period_to
    from quarantine.held_figure
    where :reason = any(failed_expectations)
        and source_code is not null
        and (cast(:province as text) is null or lower(province_name) = lower(:province))
        and (cast(:source as text) is null or source_code = :source)
        and (cast(:load_id as bigint) is null or load_id = :load_id)
        and (cast(:statements as text[]) is null or statement_id ^@ any(:statements))
),
accepted as (
    insert into quarantine.accepted_figure (
        statement_id, expectation_code, value, as_of, period_from, period_to, accepted_reason
    )
    select statement_id, cast(:reason as text), value, as_of, period_from, period_to, cast(:why as text)
    from chosen
    on conflict do nothing
)
select count(*) from chosen;
