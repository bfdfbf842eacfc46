-- One row per month and per day with activities (is_month tells which), site and theme.
-- Days are there for periods that do not begin and end with a month; no query reads both for
-- the same day. Small however long the log is: it grows with sites and days, not with rows.
with by_day as (
    select
        started_on as starts,
        month,
        street_id,
        level,
        site_id,
        theme_id,
        task_id,
        count(*)::integer as activities,
        count(*) filter (where mode = 'online')::integer as online,
        count(attendance)::integer as attendance_reported,
        sum(attendance)::bigint as attendance,
        sum(attendance) filter (where attendance_is_estimate)::bigint as attendance_estimated,
        sum(volunteers)::bigint as volunteers,
        count(service_hours)::integer as hours_reported,
        sum(service_hours) as service_hours
    from counted_activities
    group by all
),

by_month as (
    select
        true as is_month,
        month as starts,
        street_id,
        level,
        site_id,
        theme_id,
        task_id,
        max(starts) as last_on,
        sum(activities)::integer as activities,
        sum(online)::integer as online,
        sum(attendance_reported)::integer as attendance_reported,
        sum(attendance)::bigint as attendance,
        sum(attendance_estimated)::bigint as attendance_estimated,
        sum(volunteers)::bigint as volunteers,
        sum(hours_reported)::integer as hours_reported,
        sum(service_hours) as service_hours
    from by_day
    group by all
)

select * from by_month
union all by name
select
    false as is_month,
    starts as last_on,
    * exclude (month)
from by_day
order by is_month desc, starts asc, site_id asc
