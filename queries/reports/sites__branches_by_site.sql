-- One row per site right below `parent_id` ('': those below none) whose branch holds a chosen site.
-- For one level of the tree: `rows` sites after the first `skip`. A branch is a site with all below
-- it; the filters and the unit choose which of its sites are counted, not whether it is shown.
-- site_id           varchar  site
-- name              varchar  name in the district's language
-- name_en           varchar  name in English
-- level             varchar  level of the site
-- street_id         varchar  street; null for none
-- pilot             varchar  city or district; null for neither
-- is_demonstration  boolean  whether it is a demonstration station
-- is_closed         boolean  whether it was closed by the period's end
-- is_expected       boolean  whether something was due of it in a month that is over
-- last_on           date     last activity up to the period's end; null for never reported
-- months_silent     integer  full months since the last activity (months); null for never
-- children          bigint   chosen branches right below it
-- sites             bigint   chosen sites of its branch, itself among them (sites)
-- active            bigint   of these, open with a minimum and not silent (sites)
-- silent            bigint   of these, open and silent for `silent_months` or more (sites)
-- never             bigint   of these, open and never reported (sites)
-- unbound           bigint   of these, open and of a level without a monthly minimum (sites)
-- closed            bigint   of these, closed by the period's end (sites)
-- activities        bigint   activities that the chosen sites held in the period (activities)
-- found             bigint   rows there are in all
with held as (
    select
        site_id,
        sum(activities) as activities
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
),

states as (
    select * from states_of_sites($until::date, $whole_until::date, null, null)
),

chosen as (
    select
        ancestors.ancestor_id as site_id,
        count(*) as sites,
        count(*) filter (where states.is_closed) as closed,
        count(*) filter (where not states.is_closed and not states.is_expected) as unbound,
        count(*) filter (
            where not states.is_closed and states.is_expected and states.last_on is null
        ) as never,
        count(*) filter (
            where
            not states.is_closed
            and states.is_expected
            and states.months_silent >= $silent_months::integer
        ) as silent,
        sum(held.activities) as activities
    from states
    inner join sites_of_unit($unit::varchar) as sites on states.site_id = sites.site_id
    inner join site_ancestors as ancestors on states.site_id = ancestors.site_id
    left join held on states.site_id = held.site_id
    where
        ($streets::varchar[] is null or list_contains($streets::varchar[], states.street_id))
        and ($levels::varchar[] is null or list_contains($levels::varchar[], states.level))
    group by ancestors.ancestor_id
),

children as (
    select
        sites.parent_id as site_id,
        count(*) as children
    from sites
    inner join chosen on sites.site_id = chosen.site_id
    group by sites.parent_id
)

select
    sites.site_id,
    sites.name,
    coalesce(sites.name_en, sites.name) as name_en,
    sites.level,
    sites.street_id,
    sites.pilot,
    coalesce(sites.is_demonstration, false) as is_demonstration,
    states.is_closed,
    states.is_expected,
    states.last_on,
    states.months_silent,
    coalesce(children.children, 0)::bigint as children,
    chosen.sites,
    chosen.sites - chosen.closed - chosen.unbound - chosen.never - chosen.silent as active,
    chosen.silent,
    chosen.never,
    chosen.unbound,
    chosen.closed,
    coalesce(chosen.activities, 0)::bigint as activities,
    count(*) over () as found
from sites
inner join chosen on sites.site_id = chosen.site_id
inner join levels on sites.level = levels.level
left join states on sites.site_id = states.site_id
left join children on sites.site_id = children.site_id
where coalesce(sites.parent_id, '') = $parent_id::varchar
order by levels.sort, sites.street_id, sites.site_id
limit $rows::bigint offset $skip::bigint
