-- One row per team that has a site.
-- Who could help from there.
-- site_id  varchar  site
-- team_id  varchar  team
-- name     varchar  name in the district's language
-- name_en  varchar  name in English
-- kind     varchar  corps, specialist or convenience
select
    site_id,
    team_id,
    name,
    coalesce(name_en, name) as name_en,
    kind
from teams
where site_id is not null
order by site_id, kind, team_id
