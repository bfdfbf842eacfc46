-- One row: the site `site_id`, as of the period's end; none where there is no such site.
-- For the card of a site. Filters of streets, levels and themes do not apply.
-- site_id            varchar  site
-- name               varchar  name in the district's language
-- name_en            varchar  name in English
-- level              varchar  level of the site
-- kind               varchar  kind of site; null where not given
-- street_id          varchar  street; null for none
-- community_name     varchar  community it serves, in the district's language
-- community_name_en  varchar  community it serves, in English
-- lon                double   longitude (degrees); null where not known
-- lat                double   latitude (degrees); null where not known
-- location_basis     varchar  published or modelled
-- pilot              varchar  city or district; null for neither
-- is_demonstration   boolean  whether it is a demonstration station
-- opened_on          date     day it opened; null where not known
-- closed_on          date     day it closed; null while open
-- responsible_unit   varchar  unit that answers for the site
-- is_closed          boolean  whether it was closed by the period's end
-- is_expected        boolean  whether something was due of it in a month that is over
-- last_on            date     last activity up to the period's end; null for never reported
-- months_silent      integer  full months since the last activity (months); null for never
-- has_place          boolean  the five haves: a place; null where not known
-- has_team           boolean  a team
-- has_activities     boolean  activities
-- has_projects       boolean  projects
-- has_mechanism      boolean  a mechanism
with state as (
    select *
    from states_of_sites($until::date, $whole_until::date, null, null)
    where site_id = $site_id::varchar
)

select
    sites.site_id,
    sites.name,
    coalesce(sites.name_en, sites.name) as name_en,
    sites.level,
    sites.kind,
    sites.street_id,
    communities.name as community_name,
    coalesce(communities.name_en, communities.name) as community_name_en,
    sites.lon,
    sites.lat,
    sites.location_basis,
    sites.pilot,
    coalesce(sites.is_demonstration, false) as is_demonstration,
    sites.opened_on,
    sites.closed_on,
    sites.responsible_unit,
    sites.closed_on is not null and sites.closed_on <= $until::date as is_closed,
    coalesce(state.is_expected, false) as is_expected,
    state.last_on,
    state.months_silent,
    sites.has_place,
    sites.has_team,
    sites.has_activities,
    sites.has_projects,
    sites.has_mechanism
from sites
left join state on sites.site_id = state.site_id
left join communities on sites.community_id = communities.community_id
where sites.site_id = $site_id::varchar
