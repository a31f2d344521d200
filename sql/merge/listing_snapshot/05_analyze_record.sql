-- How large the temporary table is, for the plans of what follows.
analyze record;
