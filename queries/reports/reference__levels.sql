-- One row per level, in the district's order.
-- Names for filters, axes and tables.
-- level  varchar  id of the level
-- minimum_per_month  integer  activities expected of each open site a month
-- name  varchar  name in the district's language
-- name_en  varchar  name in English
select
    level,
    minimum_per_month::integer as minimum_per_month,
    name,
    name_en
from levels
order by sort
