alter table warehouse.fact_province_indicator add column location text;
comment on column warehouse.fact_province_indicator.location is
    'ô trong bảng tính (''Biểu 1''!C7) hoặc chỗ trên trang PDF (page=2&viewrect=...); trống nếu văn bản không có / the cell of a workbook (''Biểu 1''!C7) or the place on a page of a PDF (page=2&viewrect=...); empty in a document that has neither';

alter table staging.province_indicator add column location text;
comment on column staging.province_indicator.location is
    'ô hoặc chỗ trên trang / the cell, or the place on a page';

alter table quarantine.province_indicator add column location text;
comment on column quarantine.province_indicator.location is
    'ô hoặc chỗ trên trang / the cell, or the place on a page';
