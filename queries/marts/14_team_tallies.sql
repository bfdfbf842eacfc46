-- One row per month and per day with activities (is_month tells which), team, street, level, theme.
-- Activities that name a team, as the site tallies do for sites.
with by_day as (
    select
        started_on as starts,
        team_id,
        street_id,
        level,
        theme_id,
        count(*)::integer as activities,
        count(volunteers)::integer as volunteers_reported,
        sum(volunteers)::bigint as volunteers,
        count(service_hours)::integer as hours_reported,
        sum(service_hours) as service_hours
    from counted_activities
    where team_id is not null
    group by all
)

select
    true as is_month,
    date_trunc('month', starts)::date as starts,
    team_id,
    street_id,
    level,
    theme_id,
    max(starts) as last_on,
    sum(activities)::integer as activities,
    sum(volunteers_reported)::integer as volunteers_reported,
    sum(volunteers)::bigint as volunteers,
    sum(hours_reported)::integer as hours_reported,
    sum(service_hours) as service_hours
from by_day
group by all
union all by name
select
    false as is_month,
    starts as last_on,
    *
from by_day
order by is_month desc, starts asc, team_id asc
