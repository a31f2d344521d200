-- What the sources last gave, and what is wrong with those that gave nothing usable.
select source_code, last_seen_on, problem
from ops.source_state
where source_code = any(:source_codes);
