-- The staged figures with their types. A cast that fails gives null and the column's name in `problems`;
-- so does anything else that the fact table would refuse. Rows without problems can be merged.
create view staging.typed_province_indicator as
with typed as (
    select
        staged.load_id,
        staged.row_no,
        staged.statement_id,
        staged.sha256,
        indicator.indicator_id,
        star.star_code,
        staged.kind,
        case when pg_input_is_valid(staged.value, 'numeric') then trim_scale(staged.value::numeric) end as value,
        staged.qualifier,
        staged.scope,
        staged.scope_name,
        staged.as_of,
        staged.period_from,
        staged.period_to,
        warehouse.last_day(staged.as_of) as as_of_date,
        warehouse.first_day(staged.period_from) as period_from_date,
        warehouse.last_day(staged.period_to) as period_to_date,
        staged.quote,
        staged.sentence,
        staged.location,
        case when pg_input_is_valid(staged.quote_start, 'integer') then staged.quote_start::integer end as quote_start,
        case when pg_input_is_valid(staged.quote_end, 'integer') then staged.quote_end::integer end as quote_end,
        staged.rule,
        case when pg_input_is_valid(staged.confidence, 'numeric') then round(staged.confidence::numeric, 2) end
            as confidence,
        staged.breakdown_id,
        case when pg_input_is_valid(staged.is_headline, 'boolean') then staged.is_headline::boolean end as is_headline,
        count(*) over (partition by staged.load_id, staged.statement_id) as times_stated
    from staging.province_indicator as staged
    left join warehouse.dim_indicator as indicator using (indicator_code)
    left join warehouse.dim_star as star using (star_code)
)
select
    typed.*,
    array_remove(array[
        case when statement_id is null or times_stated > 1 then 'statement_id' end,
        case when not exists (
            select from staging.document where document.load_id = typed.load_id and document.sha256 = typed.sha256
        ) then 'sha256' end,
        case when indicator_id is null then 'indicator_code' end,
        case when star_code is null then 'star_code' end,
        case when kind is null or kind not in ('actual', 'target') then 'kind' end,
        -- NaN is greater than infinity, so this holds it back too
        case when value is null or value < 0 or value >= 'infinity' then 'value' end,
        case when qualifier not in ('at_least', 'above', 'below', 'about', 'range_low', 'range_high')
            then 'qualifier' end,
        case when scope is null
            or scope not in ('own', 'district', 'commune', 'national', 'other_province', 'former_province')
            then 'scope' end,
        case when (scope = 'own') <> (scope_name is null) then 'scope_name' end,
        case when as_of is not null
            and (period_from is not null or period_to is not null
                 or not exists (select from warehouse.dim_date where date_id = as_of_date))
            then 'as_of' end,
        case when period_from is not null
            and not exists (select from warehouse.dim_date where date_id = period_from_date)
            then 'period_from' end,
        case when period_to is not null
            and (period_from_date > period_to_date
                 or not exists (select from warehouse.dim_date where date_id = period_to_date))
            then 'period_to' end,
        case when quote is null then 'quote' end,
        case when quote_start is null then 'quote_start' end,
        case when quote_end is null or quote_end <= quote_start then 'quote_end' end,
        case when rule is null then 'rule' end,
        case when confidence is null or confidence not between 0 and 1 then 'confidence' end,
        case when is_headline is null then 'is_headline' end
    ], null) as problems
from typed;

comment on view staging.typed_province_indicator is
    'số liệu đang nạp với kiểu dữ liệu; problems: các cột không nạp được / staged figures with their types; problems: columns that the fact would refuse';
