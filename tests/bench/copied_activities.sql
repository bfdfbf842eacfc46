-- One row per activity to add: what a copied site held, which is what the site it copies held, by
-- one of the copies of its team.
with team_copies as (
    select
        split_part(team_id, '/', 1) as copied,
        list(team_id order by team_id) as ids
    from teams
    group by copied
),

copies as (
    select
        site_id,
        split_part(site_id, '/', 1) as copied,
        split_part(site_id, '/', 2)::integer as number
    from sites
    where contains(site_id, '/')
)

select
    activities.* exclude (row_number)
    replace (
        activities.activity_id || '/' || copies.number as activity_id,
        copies.site_id as site_id,
        team_copies.ids[copies.number % len(team_copies.ids) + 1] as team_id,
        'bench' as batch_id
    ),
    row_number() over (order by activities.started_on, activity_id, copies.number)::integer
        as row_number
from activities
inner join copies on activities.site_id = copies.copied
left join team_copies on activities.team_id = team_copies.copied
order by activities.started_on, row_number
