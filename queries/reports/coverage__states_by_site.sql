-- One row per site opened by the period's end, in the order of levels and streets.
-- For the sites on the map and their list. The filter of themes applies to what was held in the
-- period, not to the last activity: any activity breaks silence.
-- site_id           varchar  site
-- name              varchar  name in the district's language
-- name_en           varchar  name in English
-- level             varchar  level of the site
-- street_id         varchar  street; null for none
-- lon               double   longitude (degrees); null where not known
-- lat               double   latitude (degrees); null where not known
-- location_basis    varchar  published or modelled
-- pilot             varchar  city or district; null for neither
-- is_demonstration  boolean  whether it is a demonstration station
-- responsible_unit  varchar  unit that answers for the site
-- is_closed         boolean  whether it was closed by the period's end
-- is_expected       boolean  whether something was due of it in a month that is over
-- last_on           date     last activity up to the period's end; null for never reported
-- months_silent     integer  full months since the last activity (months); null for never
-- activities        bigint   activities held in the period (activities)
-- attendance        bigint   attendance (visits); null where none reported any
with held as (
    select
        site_id,
        sum(activities)::bigint as activities,
        sum(attendance)::bigint as attendance
    from
        site_tallies_in(
            $since::date,
            $until::date,
            $whole_since::date,
            $whole_until::date,
            $streets::varchar[],
            $levels::varchar[],
            $themes::varchar[]
        )
    group by site_id
)

select
    states.site_id,
    sites.name,
    coalesce(sites.name_en, sites.name) as name_en,
    states.level,
    states.street_id,
    sites.lon,
    sites.lat,
    sites.location_basis,
    sites.pilot,
    coalesce(sites.is_demonstration, false) as is_demonstration,
    sites.responsible_unit,
    states.is_closed,
    states.is_expected,
    states.last_on,
    states.months_silent,
    coalesce(held.activities, 0)::bigint as activities,
    held.attendance
from
    states_of_sites(
        $until::date, $whole_until::date, $streets::varchar[], $levels::varchar[]
    ) as states
inner join sites on states.site_id = sites.site_id
inner join levels on states.level = levels.level
left join held on states.site_id = held.site_id
order by levels.sort, states.street_id, states.site_id
