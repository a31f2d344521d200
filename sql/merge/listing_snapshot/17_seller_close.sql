-- The version that gives way on this night.
update warehouse.dim_seller as dim
set valid_to = :report_date, load_id = :load_id
from seller
where seller.action = 'change' and dim.seller_id = seller.seller_id and dim.valid_to is null;
