-- One row per site that has a place, the nearest to the site `site_id` first, itself among them.
-- For the little map on a site's card, at most `rows`. Distances are straight lines on a sphere,
-- good to a per cent within a district.
-- site_id   varchar  site
-- name      varchar  name in the district's language
-- name_en   varchar  name in English
-- level     varchar  level of the site
-- lon       double   longitude (degrees)
-- lat       double   latitude (degrees)
-- distance  double   distance (metres)
select
    others.site_id,
    others.name,
    coalesce(others.name_en, others.name) as name_en,
    others.level,
    others.lon,
    others.lat,
    111320 * sqrt(
        (others.lat - own.lat) ** 2
        + ((others.lon - own.lon) * cos(radians(own.lat))) ** 2
    ) as distance
from sites as own
inner join sites as others on others.lon is not null and others.lat is not null
where
    own.site_id = $site_id::varchar
    and own.lon is not null
    and own.lat is not null
    and (others.opened_on is null or others.opened_on <= $until::date)
    and (
        others.closed_on is null
        or others.closed_on > $until::date
        or others.site_id = own.site_id
    )
order by distance asc, others.site_id asc
limit $rows::bigint
