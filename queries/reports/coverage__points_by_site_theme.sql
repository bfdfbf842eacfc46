-- One row per site and theme with activities in the period.
-- For the map where one marker an activity would be too many: points that carry their counts.
-- site_id     varchar  site; null for none
-- street_id   varchar  street; null for none
-- theme_id    varchar  theme; null for none
-- activities  bigint   activities held (activities)
-- attendance  bigint   attendance (visits); null where none reported any
-- last_on     date     last of these activities
-- lon         double   longitude of the site; null where not known
-- lat         double   latitude of the site; null where not known
select
    held.site_id,
    held.street_id,
    held.theme_id,
    sum(held.activities)::bigint as activities,
    sum(held.attendance)::bigint as attendance,
    max(held.last_on) as last_on,
    any_value(sites.lon) as lon,
    any_value(sites.lat) as lat
from
    site_tallies_in(
        $since::date,
        $until::date,
        $whole_since::date,
        $whole_until::date,
        $streets::varchar[],
        $levels::varchar[],
        $themes::varchar[]
    ) as held
left join sites on held.site_id = sites.site_id
group by held.site_id, held.street_id, held.theme_id
order by held.site_id, held.street_id, held.theme_id
