-- Listings whose versions are made anew: those that 20_tonight.sql says, and those whose snapshot is withdrawn.
create temporary table listing_history on commit drop as
select listing_id
from tonight
where action = 'remake'
union
select withdrawn.listing_id
from withdrawn
where not exists (select from tonight where tonight.listing_id = withdrawn.listing_id);
