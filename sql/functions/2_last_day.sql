-- The last day of a date as precise as it was stated: 2023 -> 2023-12-31, 2023-08 -> 2023-08-31.
-- Null for what is no such date.
create function warehouse.last_day(stated text) returns date
language sql stable strict parallel safe
return (
    warehouse.first_day(stated)
    + case length(stated) when 4 then interval '1 year' when 7 then interval '1 month' else interval '1 day' end
    - interval '1 day'
)::date;

comment on function warehouse.last_day is
    'ngày cuối của mốc thời gian như nêu: 2023-08 -> 2023-08-31 / last day of a date as stated';
