-- One row per month and per day with activities (is_month tells which), where the team is at home
-- (street, town or country), where the activity was (street, level, country, school), and theme.
-- A team of the whole district has no street and is of the town unless its site lies in the
-- country; an activity without a team has neither.
with homes as (
    select
        teams.team_id,
        teams.street_id,
        coalesce(site_settings.is_rural, false) as is_rural
    from teams
    left join site_settings on teams.site_id = site_settings.site_id
),

by_day as (
    select
        counted.started_on as starts,
        counted.month,
        counted.team_id is not null as has_team,
        homes.street_id as home_street_id,
        homes.is_rural as home_is_rural,
        counted.street_id,
        counted.level,
        site_settings.is_rural,
        site_settings.is_school,
        counted.theme_id,
        count(*)::integer as activities,
        count(counted.attendance)::integer as attendance_reported,
        sum(counted.attendance)::bigint as attendance
    from counted_activities as counted
    inner join site_settings on counted.site_id = site_settings.site_id
    left join homes on counted.team_id = homes.team_id
    group by all
)

select
    true as is_month,
    month as starts,
    has_team,
    home_street_id,
    home_is_rural,
    street_id,
    level,
    is_rural,
    is_school,
    theme_id,
    sum(activities)::integer as activities,
    sum(attendance_reported)::integer as attendance_reported,
    sum(attendance)::bigint as attendance
from by_day
group by all
union all by name
select
    false as is_month,
    * exclude (month)
from by_day
order by is_month desc, starts asc, street_id asc
