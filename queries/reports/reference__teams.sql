-- One row per volunteer team.
-- Names and aliases by which ledgers are matched.
-- team_id    varchar  id of the team
-- name       varchar  name in the district's language
-- name_en    varchar  name in English
-- kind       varchar  corps, specialist or convenience
-- street_id  varchar  street; null for the district's own
-- aliases    varchar  other names, joined by |
select
    team_id,
    name,
    coalesce(name_en, name) as name_en,
    kind,
    street_id,
    aliases
from teams
order by team_id
