-- One row per community.
select
    community_id,
    street_id,
    name,
    name_en,
    population::integer as population,
    population_basis,
    is_rural::boolean as is_rural,
    rural_basis,
    lon::double as lon,
    lat::double as lat
from raw.communities
