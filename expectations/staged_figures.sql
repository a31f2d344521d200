-- The figures of one load, as the checks see them: the staged text, its types, and what it refers to.
-- A cast that fails gives an empty value and a name in `problems`; no text can make this query fail.
with load as (
    select * from ops.load where load_id = :load_id
),
typed as materialized (
    select * from staging.typed_province_indicator where load_id = :load_id
),
resolved as materialized (
    select * from staging.resolved_document where load_id = :load_id
),
content as (
    -- a document may come under several names; a figure needs it once, from the source that it agrees with
    select distinct on (sha256) *
    from document
    order by sha256, agrees_with_source desc, source_code, document_name
)
select
    staged.*,
    staged.indicator_code as indicator,
    staged.star_code as star,
    content.document_name as document,
    resolved.province_name as province,
    resolved.province_id,
    resolved.level,
    resolved.published_on,
    content.declared_province_name,
    content.agrees_with_source,
    load.report_date,
    indicator.unit,
    typed.problems,
    -- a person accepts a statement as it was read then: read otherwise, it is to be looked at again
    array(
        select accepted.expectation_code
        from quarantine.accepted_figure as accepted
        where accepted.statement_id = staged.statement_id
            and (accepted.value, accepted.as_of, accepted.period_from, accepted.period_to)
            is not distinct from (staged.value, staged.as_of, staged.period_from, staged.period_to)
    ) as accepted_for,
    typed.value as number,
    -- shares of a whole; growth and plan completion are percentages too, but may pass 100
    case when indicator.unit = 'percent' and indicator.indicator_code not like '%growth%'
        and indicator.indicator_code <> 'plan_completion_pct' then typed.value end as share_pct,
    case when indicator.unit not in ('percent', 'vnd') then typed.value end as counted,
    typed.confidence as confidence_number,
    typed.is_headline as is_total,
    typed.as_of_date,
    typed.period_from_date,
    typed.period_to_date,
    -- the first day that the figure speaks of last: a year that has begun is not in the future
    greatest(
        warehouse.first_day(staged.as_of), typed.period_from_date, warehouse.first_day(staged.period_to)
    ) as begun_on,
    case when content.text is not null then coalesce(
        typed.quote_end > typed.quote_start
        and substr(content.text, typed.quote_start + 1, greatest(typed.quote_end - typed.quote_start, 0)) = staged.quote,
        false
    ) end as is_quote_found,
    -- the day on which its province must exist: a target may lie behind the province's end, its statement may not
    case when staged.kind = 'target' then resolved.names_date
        else least(coalesce(typed.as_of_date, typed.period_to_date, resolved.names_date), resolved.published_on,
                   load.report_date)
    end as held_on
from staging.province_indicator as staged
join typed using (load_id, row_no)
join load using (load_id)
left join warehouse.dim_indicator as indicator on indicator.indicator_code = staged.indicator_code
left join resolved on resolved.sha256 = staged.sha256
left join content on content.sha256 = staged.sha256
where staged.load_id = :load_id
