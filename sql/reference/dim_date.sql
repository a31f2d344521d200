-- The calendar: from the first list of provinces to the horizon of the longest plans that reports quote.
insert into warehouse.dim_date
select
    day,
    extract(year from day),
    extract(quarter from day),
    extract(month from day),
    extract(day from day),
    extract(week from day),
    extract(isodow from day),
    extract(month from day) <> extract(month from day + 1)
from (
    select generate_series(date '2008-01-01', date '2050-12-31', interval '1 day')::date as day
) as calendar
where not exists (select from warehouse.dim_date where dim_date.date_id = calendar.day);
