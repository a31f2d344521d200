-- The figures to begin with: each province's latest total of each indicator, so that a plain sum is right.
-- A province that went into another counts until the new province has reported the same; the nation's own figures are
-- not among them (mart.stated_figure has them). A province that states parts but no total has no row: nothing is added
-- up here that nobody stated. What was not chosen is told in not_chosen_values.
create view mart.current_figure as
select
    total.province_id,
    total.province_code,
    total.province_name,
    total.province_type,
    total.region_name,
    total.region_2025_name,
    total.is_in_force,
    total.indicator_code,
    total.indicator_vi,
    total.indicator_en,
    total.unit,
    total.kind,
    total.value,
    total.qualifier,
    total.as_of,
    total.period_from,
    total.period_to,
    total.figure_date,
    total.reported_on,
    total.quote,
    total.confidence,
    array(
        select distinct other.value
        from mart.stated_figure as other
        where other.province_id = total.province_id
            and other.indicator_code = total.indicator_code
            and other.kind = total.kind
            and (other.kind = 'actual'
                 or coalesce(other.period_to, other.as_of) is not distinct from coalesce(total.period_to, total.as_of))
            and other.scope = 'own'
            and other.is_headline
            and other.star_code in ('all', '3+')
            and other.value <> total.value
        order by other.value
    ) as not_chosen_values,
    total.statement_id,
    total.document_id,
    total.document_title,
    total.document_url,
    total.source_code,
    total.load_id,
    total.loaded_at
from mart.province_breakdown as total
where total.is_total
    and not exists (
        select from warehouse.bridge_province_succession as succession
        join mart.province_breakdown as newer
            on newer.province_id = succession.successor_id
            and newer.indicator_code = total.indicator_code
            and newer.kind = total.kind
            and newer.is_total
        where succession.predecessor_id = total.province_id
    );

comment on view mart.current_figure is
    'mỗi tỉnh, chỉ tiêu, loại (và hạn của mục tiêu) một dòng: tổng số mới nhất, cộng thẳng được / one province, indicator and kind (and deadline of a target): the latest total; a plain sum is right';
