-- One row per open site silent for a full month or more at the period's end, or never heard of.
-- For the list of silent sites: of levels from which something is expected each month. The filter
-- of themes does not apply: any activity breaks silence.
-- site_id           varchar  site
-- name              varchar  name in the district's language
-- name_en           varchar  name in English
-- level             varchar  level of the site
-- street_id         varchar  street
-- responsible_unit  varchar  unit that answers for the site
-- last_on           date     last activity up to the period's end; null for never reported
-- months_silent     integer  full months since the last activity (months); null for never
select
    states.site_id,
    sites.name,
    coalesce(sites.name_en, sites.name) as name_en,
    states.level,
    states.street_id,
    sites.responsible_unit,
    states.last_on,
    states.months_silent
from
    states_of_sites(
        $until::date, $whole_until::date, $streets::varchar[], $levels::varchar[]
    ) as states
inner join sites on states.site_id = sites.site_id
where
    states.is_expected
    and not states.is_closed
    and (states.last_on is null or states.months_silent >= 1)
order by states.last_on is null, states.months_silent desc, states.street_id asc, states.site_id asc
