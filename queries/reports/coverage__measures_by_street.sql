-- One row per street, and one with street null for what lies in no street, where there is any.
-- For the shades of the map, the facts beside it and the table beneath. Themes and
-- levels do not apply to communities.
-- street_id             varchar  street; null for none
-- lon                   double   longitude of the street's middle (degrees); null where not known
-- lat                   double   latitude of the street's middle (degrees); null where not known
-- activities            bigint   activities held in the period (activities)
-- attendance            bigint   attendance (visits); null where none reported any
-- attendance_reported   bigint   activities that reported attendance (activities)
-- attendance_estimated  bigint   part of attendance that was estimated (visits)
-- service_hours         double   volunteer hours (hours); null where none reported any
-- sites                 bigint   sites open at the period's end (sites)
-- sites_closed          bigint   sites closed by then (sites)
-- open_site_months      bigint   whole months that sites were open in the period (site-months)
-- active_site_months    bigint   of these, with an activity (site-months)
-- communities           bigint   communities (communities)
-- covered               bigint   of these, with an open station at the period's end
-- last_on               date     last activity in the period; null for none
with held as (
    select
        street_id,
        sum(activities)::bigint as activities,
        sum(attendance)::bigint as attendance,
        sum(attendance_reported)::bigint as attendance_reported,
        sum(attendance_estimated)::bigint as attendance_estimated,
        sum(service_hours) as service_hours,
        max(last_on) as last_on
    from
        street_tallies_in(
            $since::date,
            $until::date,
            $whole_since::date,
            $whole_until::date,
            $streets::varchar[],
            $levels::varchar[],
            $themes::varchar[]
        )
    group by street_id
),

standing as (
    select
        street_id,
        count(*) filter (where not is_closed) as sites,
        count(*) filter (where is_closed) as sites_closed
    from
        states_of_sites($until::date, $whole_until::date, $streets::varchar[], $levels::varchar[])
    group by street_id
),

active as (
    select distinct
        site_id,
        date_trunc('month', starts)::date as month
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
),

activity_months as (
    select
        open_months.street_id,
        count(*) as open_site_months,
        count(active.site_id) as active_site_months
    from
        open_site_months(
            $whole_since::date,
            $whole_until::date - 1,
            $streets::varchar[],
            $levels::varchar[]
        ) as open_months
    left join active
        on open_months.site_id = active.site_id and open_months.month = active.month
    group by open_months.street_id
),

stations as (
    select distinct sites.community_id
    from
        open_site_months($until::date, $until::date, $streets::varchar[], null) as open_months
    inner join sites on open_months.site_id = sites.site_id
    inner join levels on sites.level = levels.level
    where levels.covers_communities and sites.community_id is not null
),

reached as (
    select
        communities.street_id,
        count(*) as communities,
        count(stations.community_id) as covered
    from communities
    left join stations on communities.community_id = stations.community_id
    group by communities.street_id
),

places as (
    select street_id
    from streets
    where $streets::varchar[] is null or list_contains($streets::varchar[], street_id)
    union
    select street_id from held
    union
    select street_id from standing
)

select
    places.street_id,
    streets.lon,
    streets.lat,
    coalesce(held.activities, 0)::bigint as activities,
    held.attendance,
    coalesce(held.attendance_reported, 0)::bigint as attendance_reported,
    coalesce(held.attendance_estimated, 0)::bigint as attendance_estimated,
    held.service_hours,
    coalesce(standing.sites, 0)::bigint as sites,
    coalesce(standing.sites_closed, 0)::bigint as sites_closed,
    coalesce(activity_months.open_site_months, 0)::bigint as open_site_months,
    coalesce(activity_months.active_site_months, 0)::bigint as active_site_months,
    coalesce(reached.communities, 0)::bigint as communities,
    coalesce(reached.covered, 0)::bigint as covered,
    held.last_on
from places
left join streets on places.street_id = streets.street_id
left join held on places.street_id is not distinct from held.street_id
left join standing on places.street_id is not distinct from standing.street_id
left join activity_months on places.street_id is not distinct from activity_months.street_id
left join reached on places.street_id = reached.street_id
order by places.street_id nulls last
