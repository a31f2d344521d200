-- What is wrong with the documents that a source gave on a night, unless a newer night has said so already.
update ops.source_state
set read_problem = :problem
where source_code = :source_code and last_tried_on <= :report_date and read_problem is distinct from :problem;
