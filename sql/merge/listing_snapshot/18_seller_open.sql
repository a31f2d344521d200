-- New sellers, and what others say of themselves from this night on.
insert into warehouse.dim_seller (
    seller_id, marketplace_id, seller_code, seller_name, seller_location, province_id, valid_from, load_id
)
select seller_id, marketplace_id, seller_code, seller_name, seller_location, province_id, :report_date, :load_id
from seller
where action in ('new', 'change')
order by seller_id;
