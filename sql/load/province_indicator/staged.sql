-- Whether what a load staged is still there: a crash of the server empties staging.
select (select count(*) from staging.document where document.load_id = load.load_id) = load.documents as is_there
from ops.load
where load.load_id = :load_id;
