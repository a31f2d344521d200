-- Found by their rows, whatever the plans of what follows take the tables for.
create unique index on record (row_no);
