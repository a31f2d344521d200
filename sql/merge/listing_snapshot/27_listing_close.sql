-- The version that gives way on this night.
update warehouse.dim_listing as dim
set valid_to = :report_date, load_id = :load_id
from tonight
where tonight.action = 'change' and dim.listing_id = tonight.listing_id and dim.valid_to is null;
