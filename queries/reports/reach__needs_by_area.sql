-- One row per community, or per street that has none: what its sites did up to the period's end.
-- For the needs-support list. Only the missing tasks follow the period's first day; the filters of
-- levels and themes do not apply: any site and any activity helps.
-- area_id           varchar  community, or street that has none
-- community_id      varchar  community; null where a street stands for itself
-- street_id         varchar  street; null for none
-- name              varchar  name in the district's language
-- name_en           varchar  name in English
-- residents         integer  residents (persons); null where not known
-- lon               double   longitude (degrees); null where not known
-- lat               double   latitude (degrees); null where not known
-- open_sites        bigint   open sites of the area (sites)
-- responsible_unit  varchar  unit of its open station, else of another site, else of its street
-- last_on           date     last activity of its open sites; null for none ever
-- months_silent     integer  full months without any; if never, since they opened or the log began
-- tasks_missing     varchar  ids of tasks without an activity in the period, joined by |
-- open_orders       bigint   orders neither completed, refused nor cancelled (orders)
with areas as (
    select
        community_id as area_id,
        community_id,
        street_id,
        name,
        coalesce(name_en, name) as name_en,
        population as residents,
        lon,
        lat
    from communities
    union all
    select
        street_id as area_id,
        null as community_id,
        street_id,
        name,
        coalesce(name_en, name) as name_en,
        population as residents,
        lon,
        lat
    from streets
    where not exists (
        select 1 from communities
        where communities.street_id = streets.street_id
    )
),

sites_of_areas as (
    select
        areas.area_id,
        sites.site_id,
        sites.responsible_unit,
        sites.opened_on,
        states.is_closed,
        states.last_on,
        levels.sort,
        levels.covers_communities
    from areas
    inner join sites
        on
            (areas.community_id is not null and areas.community_id = sites.community_id)
            or (areas.community_id is null and areas.street_id = sites.street_id)
    inner join levels on sites.level = levels.level
    inner join states_of_sites($until::date, $whole_until::date, null, null) as states
        on sites.site_id = states.site_id
),

by_area as (
    select
        area_id,
        count(*) filter (where not is_closed) as open_sites,
        arg_min(responsible_unit, (is_closed, not covers_communities, sort, site_id))
            as responsible_unit,
        min(opened_on) filter (where not is_closed) as opened_on,
        max(last_on) filter (where not is_closed) as last_on
    from sites_of_areas
    group by area_id
),

units_of_streets as (
    select
        sites.street_id,
        arg_min(sites.responsible_unit, (levels.sort, sites.site_id)) as responsible_unit
    from sites
    inner join levels on sites.level = levels.level
    where sites.responsible_unit is not null
    group by sites.street_id
),

tasks_held as (
    select distinct
        sites_of_areas.area_id,
        held.task_id
    from
        site_tallies_in(
            $since::date, $until::date, $whole_since::date, $whole_until::date, null, null, null
        ) as held
    inner join sites_of_areas on held.site_id = sites_of_areas.site_id
    where held.task_id is not null
),

missing as (
    select
        areas.area_id,
        string_agg(practice_tasks.task_id, '|' order by practice_tasks.sort) as tasks_missing
    from areas
    cross join practice_tasks
    anti join tasks_held
        on areas.area_id = tasks_held.area_id and practice_tasks.task_id = tasks_held.task_id
    group by areas.area_id
),

orders as (
    select
        community_id,
        count(*) as open_orders
    from service_orders
    where
        requested_on <= $until::date
        and status not in ('refused', 'cancelled')
        and (completed_on is null or completed_on > $until::date)
    group by community_id
)

select
    areas.area_id,
    areas.community_id,
    areas.street_id,
    areas.name,
    areas.name_en,
    areas.residents,
    areas.lon,
    areas.lat,
    coalesce(by_area.open_sites, 0)::bigint as open_sites,
    coalesce(by_area.responsible_unit, units_of_streets.responsible_unit) as responsible_unit,
    by_area.last_on,
    coalesce(
        months_silent(
            coalesce(
                by_area.last_on,
                greatest(
                    coalesce(by_area.opened_on, (select min(sites.opened_on) from sites)),
                    known_since() - 1
                )
            ),
            $until::date
        ),
        0
    ) as months_silent,
    missing.tasks_missing,
    coalesce(orders.open_orders, 0)::bigint as open_orders
from areas
left join by_area on areas.area_id = by_area.area_id
left join units_of_streets on areas.street_id = units_of_streets.street_id
left join missing on areas.area_id = missing.area_id
left join orders on areas.community_id = orders.community_id
where $streets::varchar[] is null or list_contains($streets::varchar[], areas.street_id)
order by areas.street_id, areas.area_id
