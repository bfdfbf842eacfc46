-- One row per place where residents are counted.
select
    point_id,
    community_id,
    lon::double as lon,
    lat::double as lat,
    residents::integer as residents,
    basis
from raw.population_points
