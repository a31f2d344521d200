-- A load and how many of its documents are still in staging, which a crash of the server empties.
select load.*, (select count(*) from staging.document where document.load_id = load.load_id) as documents_there
from ops.load
where load.load_id = :load_id;
