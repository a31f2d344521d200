-- The scorecard as analysts read it.
-- Grain: that of mart.stored_scorecard, which makes it and says how it chooses. / Mỗi dòng: như mart.stored_scorecard.
-- A view, because Power BI lists tables and views only. / Là khung nhìn, vì Power BI chỉ liệt kê bảng và khung nhìn.
create view mart.province_scorecard as
select * from mart.stored_scorecard;

comment on view mart.province_scorecard is
    'mỗi tỉnh, chỉ tiêu, loại, hạn và dòng (total, 3, 4, potential_5, 5) một dòng: báo cáo mới nhất, câu nguồn, số không chọn và vì sao / one province, indicator, kind, deadline and line: the latest report, its words, what was not chosen and why';
