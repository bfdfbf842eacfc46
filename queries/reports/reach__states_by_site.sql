-- One row per site opened by the period's end, in the order of levels and streets.
-- From which sites residents are reached. The filter of themes applies to what was held in the
-- period, not to the last activity.
-- site_id           varchar  site
-- name              varchar  name in the district's language
-- name_en           varchar  name in English
-- level             varchar  level of the site
-- street_id         varchar  street; null for none
-- community_id      varchar  community it serves; null for none
-- lon               double   longitude (degrees); null where not known
-- lat               double   latitude (degrees); null where not known
-- responsible_unit  varchar  unit that answers for the site
-- opened_on         date     day it opened; null where not known
-- closed_on         date     day it closed; null while it is open
-- is_closed         boolean  whether it was closed by the period's end
-- last_on           date     last activity up to the period's end; null for never reported
-- is_recent         boolean  whether that was in the last `months` months up to the period's end
-- activities        bigint   activities held in the period (activities)
with held as (
    select
        site_id,
        sum(activities)::bigint as activities
    from
        site_tallies_in(
            $since::date,
            $until::date,
            $whole_since::date,
            $whole_until::date,
            null,
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
    sites.community_id,
    sites.lon,
    sites.lat,
    sites.responsible_unit,
    sites.opened_on,
    sites.closed_on,
    states.is_closed,
    states.last_on,
    coalesce(
        states.last_on >= $until::date + interval 1 day - to_months($months::integer), false
    ) as is_recent,
    coalesce(held.activities, 0)::bigint as activities
from
    states_of_sites($until::date, $whole_until::date, null, $levels::varchar[]) as states
inner join sites on states.site_id = sites.site_id
inner join levels on states.level = levels.level
left join held on states.site_id = held.site_id
order by levels.sort, states.street_id, states.site_id
