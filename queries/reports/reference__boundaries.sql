-- One row per street whose area was handed in; none where the district's folder alone has areas.
-- Where streets lie, for maps and for telling the street of a point.
-- street_id     varchar  street
-- geometry      varchar  its area: GeoJSON of a polygon or several, WGS-84
-- is_schematic  boolean  whether the area is drawn rather than surveyed
select
    street_id,
    geometry,
    is_schematic
from boundaries
order by street_id
