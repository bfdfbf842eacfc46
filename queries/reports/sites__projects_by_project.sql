-- One row per flagship project at the site `site_id`, the newest first.
-- For the site's card.
-- project_id  varchar  project
-- name        varchar  name in the district's language
-- name_en     varchar  name in English
-- granted     double   sum granted (yuan); null where not known
-- started_on  date     first day
-- ended_on    date     last day; null while it runs
select
    project_id,
    name,
    coalesce(name_en, name) as name_en,
    granted::double as granted,
    started_on,
    ended_on
from projects
where site_id = $site_id::varchar
order by started_on desc, project_id asc
