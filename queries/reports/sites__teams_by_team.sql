-- One row per volunteer team based at the site `site_id`.
-- For the site's card.
-- team_id                varchar  team
-- name                   varchar  name in the district's language
-- name_en                varchar  name in English
-- kind                   varchar  corps, specialist or convenience
-- founded_on             date     day it was founded; null where not known
-- registered_volunteers  integer  registered volunteers (persons); null where not known
select
    team_id,
    name,
    coalesce(name_en, name) as name_en,
    kind,
    founded_on,
    registered_volunteers
from teams
where site_id = $site_id::varchar
order by team_id
