alter table warehouse.fact_province_indicator add column sentence text;
comment on column warehouse.fact_province_indicator.sentence is
    'câu chứa trích dẫn / the sentence that the quote stands in';

alter table staging.province_indicator add column sentence text;
comment on column staging.province_indicator.sentence is
    'câu chứa trích dẫn / the sentence around the quote';

alter table quarantine.province_indicator add column sentence text;
comment on column quarantine.province_indicator.sentence is
    'câu chứa trích dẫn / the sentence around the quote';
