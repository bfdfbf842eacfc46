-- One row per service, in the district's order.
-- Names for charts and tables.
-- service_id  varchar  id of the service
-- name        varchar  name in the district's language
-- name_en     varchar  name in English
select
    service_id,
    name,
    name_en
from services
order by sort
