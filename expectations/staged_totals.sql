-- The totals of certified products in one load, beside the province's total before them in the star
-- (same territory, same star) and what is known to have lapsed or been revoked since.
with star as (
    select fact.*, indicator.indicator_code
    from warehouse.fact_province_indicator as fact
    join warehouse.dim_indicator as indicator using (indicator_id)
    where fact.is_current and fact.scope = 'own' and fact.is_headline and fact.kind = 'actual'
        and indicator.indicator_code in ('certified_products', 'expired_products', 'revoked_products')
        and fact.statement_id not in (select statement_id from figure where statement_id is not null)
)
select
    total.row_no,
    total.number,
    previous.value as previous_number,
    previous.as_of as previous_as_of,
    lost.number as lapsed_number
from figure as total
cross join lateral (
    select *
    from star
    where province_id = total.province_id and indicator_code = total.indicator and star_code = total.star
        and as_of_date < total.as_of_date
    order by as_of_date desc, province_indicator_key desc
    limit 1
) as previous
cross join lateral (
    select sum(number) as number
    from (
        select value as number
        from star
        where province_id = total.province_id and indicator_code <> 'certified_products' and star_code = total.star
            and coalesce(as_of_date, period_to_date) > previous.as_of_date
            and coalesce(as_of_date, period_to_date) <= total.as_of_date
        union all
        select number
        from figure
        where sha256 = total.sha256 and indicator in ('expired_products', 'revoked_products') and star = total.star
            and scope = 'own' and is_total and kind = 'actual'
    ) as either
) as lost
where total.indicator = 'certified_products' and total.scope = 'own' and total.kind = 'actual' and total.is_total
