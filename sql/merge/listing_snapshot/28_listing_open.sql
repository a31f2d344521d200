-- New listings, and what others are from this night on.
insert into warehouse.dim_listing (
    listing_id, marketplace_id, listing_code, title, seller_id, category_code, category_name, url, valid_from, load_id
)
select
    tonight.listing_id, tonight.marketplace_id, tonight.listing_code, record.title, tonight.seller_id,
    record.category_code, record.category_name,
    coalesce(record.url, (select max(url) from warehouse.dim_listing where listing_id = tonight.listing_id)),
    :report_date, :load_id
from tonight
join record using (row_no)
where tonight.action in ('new', 'change')
order by tonight.listing_id;
