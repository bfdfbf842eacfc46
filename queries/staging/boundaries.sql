-- One row per street whose area was handed in: GeoJSON of a polygon or several, WGS-84.
select
    street_id,
    geometry,
    is_schematic::boolean as is_schematic
from raw.boundaries
