-- How large the temporary table is and how many of its rows are held back, for the plans of what follows.
analyze record (row_no, problems);
