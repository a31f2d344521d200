-- What each province reported last, star by star, and what was passed over for it. Refreshed after each load.
-- Grain: one province (of today or former), indicator, kind, deadline of a target, and line: total, 3, 4, potential_5, 5.
-- Mỗi dòng: một tỉnh (nay hoặc cũ), chỉ tiêu, loại, hạn của mục tiêu, và dòng bảng điểm: total, 3, 4, potential_5, 5.
--
-- The choice / cách chọn: a total (of all ranks, or of 3 stars and more) before a part; then the figure that holds last,
-- the document published last, the document received last, an exact value before a rounded one, the surer reading. The
-- parts are those of the same document that belong to the chosen total, or are stated apart for the same day. A line
-- that nobody stated has no row: a missing figure is missing, not zero.
create materialized view mart.stored_scorecard as
with own as materialized (
    select
        stated.*,
        case when star_code in ('all', '3+') then 'total' else star_code end as line_code,
        dense_rank() over (order by province_id, indicator_code, kind, deadline) as topic
    from mart.stated_figure as stated
    where scope = 'own' and province_id > 0
),
chosen as (
    select distinct on (topic) *
    from own
    order by
        topic, is_headline desc, line_code = 'total' desc, figure_date desc nulls last, reported_on desc nulls last,
        document_id desc, qualifier is not null, confidence desc, quote_start
),
line as materialized (
    select distinct on (own.topic, own.line_code) own.*
    from own
    join chosen using (topic, document_id)
    where own.statement_id = chosen.statement_id
        or own.line_code <> chosen.line_code
            and (
                own.breakdown_id = chosen.breakdown_id
                or (own.is_headline or own.breakdown_id is null)
                    and own.figure_date is not distinct from chosen.figure_date
            )
    order by
        own.topic, own.line_code, own.breakdown_id is distinct from chosen.breakdown_id, own.qualifier is not null,
        own.confidence desc, own.quote_start
),
passed_over as (
    -- told beside the same line of the scorecard; a line that it does not have, beside the chosen figure
    select
        coalesce(line.statement_id, chosen.statement_id) as beside,
        row_number() over (
            partition by coalesce(line.statement_id, chosen.statement_id)
            order by own.figure_date desc nulls last, own.reported_on desc nulls last, own.document_id desc, own.value
        ) as nth,
        concat_ws(' ', case when line.statement_id is null then own.star_vi || ':' end, own.value) as value_vi,
        concat_ws(' ', case when line.statement_id is null then own.star_en || ':' end, own.value) as value_en,
        coalesce(own.as_of, concat_ws('–', own.period_from, nullif(own.period_to, own.period_from))) as holds,
        own.reported_on,
        coalesce(own.document_title, own.document_url) as document,
        case
            when own.figure_date < rival.figure_date then 'older'
            when own.figure_date is null and rival.figure_date is not null then 'undated'
            when line.statement_id is null or own.figure_date is distinct from rival.figure_date then 'no_total'
            when own.reported_on < chosen.reported_on or own.reported_on is null and chosen.reported_on is not null
                then 'published_before'
            when own.document_id <> chosen.document_id then 'received_before'
            when own.qualifier is not null and line.qualifier is null then 'rounded'
            when own.confidence < line.confidence then 'less_sure'
            else 'stated_again'
        end as reason
    from own
    join chosen using (topic)
    left join line on line.topic = own.topic and line.line_code = own.line_code
    cross join lateral (
        select case when line.statement_id is null then chosen.figure_date else line.figure_date end as figure_date
    ) as rival
    where own.value is distinct from line.value
        and (own.is_headline or line.statement_id is not null and line.line_code <> 'total')
),
not_chosen as (
    select
        passed_over.beside,
        count(*) as statements,
        string_agg(
            format('%s (%s)', value_vi, concat_ws(', ', coalesce('thời điểm ' || nullif(holds, ''), 'không nêu thời điểm'),
                'công bố ' || to_char(reported_on, 'DD/MM/YYYY'), '«' || document || '»')) || ': ' || reason_vi,
            '; ' order by nth
        ) filter (where nth <= 5) || case when count(*) > 5 then format('; và %s số khác', count(*) - 5) else '' end
            as not_chosen_vi,
        string_agg(
            format('%s (%s)', value_en, concat_ws(', ', coalesce('as of ' || nullif(holds, ''), 'undated'),
                'published ' || reported_on, '“' || document || '”')) || ': ' || reason_en,
            '; ' order by nth
        ) filter (where nth <= 5) || case when count(*) > 5 then format('; and %s more', count(*) - 5) else '' end
            as not_chosen_en
    from passed_over
    join (
        values
            ('older', 'thời điểm cũ hơn', 'it holds for an earlier time'),
            ('undated', 'không rõ thời điểm, số được chọn thì rõ', 'it says no time, the chosen figure does'),
            ('no_total', 'không nêu cùng tổng số', 'it is not stated with the total'),
            ('published_before', 'MÂU THUẪN cùng thời điểm; văn bản công bố trước',
                'CONTRADICTION for the same time; its document was published before'),
            ('received_before', 'MÂU THUẪN cùng thời điểm; văn bản nhận trước',
                'CONTRADICTION for the same time; its document was received before'),
            ('rounded', 'số ước lượng, số được chọn thì chính xác', 'it is rounded, the chosen figure is exact'),
            ('less_sure', 'cùng văn bản, đọc kém chắc chắn hơn', 'the same document, read with less confidence'),
            ('stated_again', 'cùng văn bản, nêu ở chỗ khác', 'the same document states it elsewhere')
    ) as said (reason, reason_vi, reason_en) using (reason)
    group by passed_over.beside
)
select
    line.province_id,
    line.province_code,
    line.province_name,
    line.province_type,
    line.region_name,
    line.region_2025_name,
    line.is_in_force,
    line.indicator_code,
    line.indicator_vi,
    line.indicator_en,
    line.unit,
    line.kind,
    line.deadline,
    line.line_code,
    line.star_code,
    line.star_vi,
    line.star_en,
    line.value,
    line.qualifier,
    line.as_of,
    line.period_from,
    line.period_to,
    line.figure_date,
    line.reported_on,
    line.quote,
    line.sentence,
    line.location,
    line.confidence,
    coalesce(not_chosen.statements, 0) as not_chosen,
    not_chosen.not_chosen_vi,
    not_chosen.not_chosen_en,
    line.statement_id,
    line.document_id,
    line.document_title,
    line.document_url,
    line.source_code,
    line.load_id,
    line.loaded_at
from line
left join not_chosen on not_chosen.beside = line.statement_id;

-- lets it be refreshed while it is read
create unique index uq_stored_scorecard_statement_id on mart.stored_scorecard (statement_id);

comment on materialized view mart.stored_scorecard is
    'bảng điểm được lưu, làm mới sau mỗi lượt nạp; hãy đọc mart.province_scorecard / the scorecard as stored, refreshed after each load; read mart.province_scorecard';
