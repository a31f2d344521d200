-- What the provinces want to reach, and by when: apart from what they have reached, so that the two are never added.
-- Grain: one province, indicator and deadline. / Mỗi dòng: một tỉnh, chỉ tiêu và hạn. For one indicator and one deadline
-- a plain sum is right. / Trong cùng một chỉ tiêu và cùng hạn thì cộng thẳng được.
-- A former province's target counts until the new province has stated one for the same indicator and deadline.
create view mart.current_target as
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
    total.deadline,
    total.star_code,
    total.value,
    total.qualifier,
    total.as_of,
    total.period_from,
    total.period_to,
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
where total.kind = 'target'
    and total.line_code = 'total'
    and total.unit <> 'percent'
    and not exists (
        select from warehouse.bridge_province_succession as succession
        join mart.province_scorecard as newer
            on newer.province_id = succession.successor_id
            and newer.indicator_code = total.indicator_code
            and newer.deadline is not distinct from total.deadline
            and newer.kind = 'target'
            and newer.line_code = 'total'
        where succession.predecessor_id = total.province_id
    );

comment on view mart.current_target is
    'mỗi tỉnh, chỉ tiêu và hạn một dòng: mục tiêu; không cộng với số thực hiện / one province, indicator and deadline: its target; never to be added to actual figures';
