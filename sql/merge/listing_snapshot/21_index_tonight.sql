-- Found by their listings, whatever the plans of what follows take the tables for.
create unique index on tonight (listing_id);
