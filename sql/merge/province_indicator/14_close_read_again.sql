-- Statements that a new reading of their document does not make any more, or makes otherwise.
update warehouse.fact_province_indicator as fact
set is_current = false, closed_load_id = :load_id, closed_reason = 'read_again'
from warehouse.dim_document as document
join staged_document as staged using (sha256)
where fact.document_id = document.document_id
    and fact.is_current
    and not exists (
        select from figure
        where figure.statement_id = fact.statement_id
            and (
                figure.province_id, figure.province_key, figure.value, figure.as_of, figure.period_from,
                figure.period_to, figure.published_on, figure.quote, figure.sentence, figure.location, figure.rule,
                figure.confidence, figure.breakdown_id, figure.is_headline
            ) is not distinct from (
                fact.province_id, fact.province_key, fact.value, fact.as_of, fact.period_from,
                fact.period_to, fact.reported_on, fact.quote, fact.sentence, fact.location, fact.rule,
                fact.confidence, fact.breakdown_id, fact.is_headline
            )
    );
