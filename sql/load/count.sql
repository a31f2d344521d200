-- What a load has staged.
update ops.load
set documents = :documents, rows_staged = :rows, rows_quarantined = 0
where load_id = :load_id;
