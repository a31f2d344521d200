-- The figures to begin with: actual totals of what there is at a moment, so that for one indicator a plain sum over the
-- provinces is right.
-- Grain: one province and indicator. / Mỗi dòng: một tỉnh và một chỉ tiêu; cộng thẳng được trong cùng một chỉ tiêu.
--
-- Not here, because adding it up would be wrong / không có ở đây, vì cộng vào là sai:
-- what came about in a period, as money spent or products of one batch: each province has periods of its own / số phát
-- sinh trong một kỳ, một đợt: mỗi tỉnh một kỳ khác nhau (mart.province_scorecard, mart.stated_figure);
-- targets / mục tiêu (mart.current_target); percentages and parts by star / tỷ lệ và từng hạng sao
-- (mart.province_scorecard); the nation's own figures and those of districts / số của cả nước và của huyện
-- (mart.stated_figure). A former province counts until the new one has reported the same indicator. / Tỉnh cũ được tính
-- cho đến khi tỉnh mới báo cáo cùng chỉ tiêu. A province that states parts but no total has no row: nothing is added up
-- here that nobody stated.
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
    total.star_code,
    total.value,
    total.qualifier,
    total.as_of,
    total.period_from,
    total.period_to,
    total.figure_date,
    total.reported_on,
    total.quote,
    total.sentence,
    total.location,
    total.confidence,
    total.not_chosen,
    total.not_chosen_vi,
    total.not_chosen_en,
    total.statement_id,
    total.document_id,
    total.document_title,
    total.document_url,
    total.source_code,
    total.load_id,
    total.loaded_at
from mart.province_scorecard as total
join warehouse.dim_indicator as indicator using (indicator_code)
where total.kind = 'actual'
    and total.line_code = 'total'
    and indicator.measure = 'stock'
    and total.unit <> 'percent'
    and not exists (
        select from warehouse.bridge_province_succession as succession
        join mart.province_scorecard as newer
            on newer.province_id = succession.successor_id
            and newer.indicator_code = total.indicator_code
            and newer.kind = 'actual'
            and newer.line_code = 'total'
        where succession.predecessor_id = total.province_id
    );

comment on view mart.current_figure is
    'mỗi tỉnh và chỉ tiêu một dòng: tổng số thực hiện mới nhất của số tại thời điểm, không có số phát sinh trong kỳ; trong một chỉ tiêu cộng thẳng được / one province and indicator: the latest actual total of what there is at a moment, nothing that came about in a period; for one indicator a plain sum is right';
