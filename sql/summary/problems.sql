-- What was wrong with the sources that were asked on a night.
select source_code, problem
from ops.source_state
where source_code = any(:source_codes) and last_tried_on = :report_date and problem is not null;
