-- Versions that are not as they were, before they are written anew: between, two of them could begin on one night.
delete from warehouse.dim_listing as dim
using listing_history as history
where dim.listing_id = history.listing_id
    and not exists (
        select from listing_version as version
        where version.listing_key = dim.listing_key
            and version.valid_from = dim.valid_from
            and version.valid_to is not distinct from dim.valid_to
    );
