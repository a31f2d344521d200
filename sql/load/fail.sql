-- A load that was rolled back, and why.
update ops.load
set state = 'failed', ended_at = now(), error = :error
where load_id = :load_id;
