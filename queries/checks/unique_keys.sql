-- One row per id that stands more than once.
select
    'activities' as table_name,
    activity_id as id
from activities
group by activity_id
having count(*) > 1
union all
select
    'sites' as table_name,
    site_id as id
from sites
group by site_id
having count(*) > 1
union all
select
    'streets' as table_name,
    street_id as id
from streets
group by street_id
having count(*) > 1
union all
select
    'communities' as table_name,
    community_id as id
from communities
group by community_id
having count(*) > 1
union all
select
    'teams' as table_name,
    team_id as id
from teams
group by team_id
having count(*) > 1
