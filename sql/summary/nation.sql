-- Of the provinces in force today: how many have reported themselves, how many only through former ones, how many not.
select
    count(*) as provinces,
    count(*) filter (where status not in ('former_only', 'missing')) as reported,
    count(*) filter (where status = 'former_only') as former_only,
    count(*) filter (where status = 'missing') as missing
from mart.province_completeness;
