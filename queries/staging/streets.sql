-- One row per street.
select
    street_id,
    mca_code,
    name,
    name_en,
    aliases,
    population::integer as population,
    population_basis,
    area_km2::double as area_km2,
    area_basis,
    lon::double as lon,
    lat::double as lat
from raw.streets
