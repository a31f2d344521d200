-- The first day of a date as precise as it was stated: 2023 -> 2023-01-01, 2023-08 -> 2023-08-01.
-- Null for what is no such date (2023-13, 2023-02-30, quý I): the caller decides what becomes of the row.
create function warehouse.first_day(stated text) returns date
language sql stable strict parallel safe
return (
    select case when stated ~ '^\d{4}(-\d{2}){0,2}$' and pg_input_is_valid(whole, 'date') then whole::date end
    from (values (stated || substr('0000-01-01', length(stated) + 1))) as padded (whole)
);

comment on function warehouse.first_day is
    'ngày đầu của mốc thời gian như nêu: 2023-08 -> 2023-08-01 / first day of a date as stated';
