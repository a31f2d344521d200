-- Versions that are not as they were, before they are written anew: between, two of them could begin on one night.
delete from warehouse.dim_seller as dim
using seller_history as history
where dim.seller_id = history.seller_id
    and not exists (
        select from seller_version as version
        where version.seller_key = dim.seller_key
            and version.valid_from = dim.valid_from
            and version.valid_to is not distinct from dim.valid_to
    );
