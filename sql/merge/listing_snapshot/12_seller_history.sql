-- Sellers whose versions are made anew: those that 11_seller.sql says, and those that lose what they sold that night.
create temporary table seller_history on commit drop as
select seller_id
from seller
where action = 'remake'
union
select listing.standing_seller_id
from listing
left join seller using (marketplace_id, seller_code)
where listing.is_latest
    and listing.standing_seller_id <> -1
    and listing.standing_seller_id is distinct from seller.seller_id
union
select withdrawn.seller_id
from withdrawn
where withdrawn.seller_id <> -1;
