-- How large the temporary tables are, for the plans of what follows.
analyze tonight, listing_history;
