-- One row per volunteer team.
select
    team_id,
    name,
    name_en,
    kind,
    parent_id,
    site_id,
    street_id,
    founded_on::date as founded_on,
    registered_volunteers::integer as registered_volunteers,
    aliases
from raw.teams
