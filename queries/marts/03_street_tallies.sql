-- One row per month and per day with activities (is_month tells which), street, level and theme.
-- The site tallies without their sites: what most charts need, in a fraction of the rows.
select
    is_month,
    starts,
    street_id,
    level,
    theme_id,
    task_id,
    max(last_on) as last_on,
    sum(activities)::integer as activities,
    sum(online)::integer as online,
    sum(attendance_reported)::integer as attendance_reported,
    sum(attendance)::bigint as attendance,
    sum(attendance_estimated)::bigint as attendance_estimated,
    sum(volunteers)::bigint as volunteers,
    sum(hours_reported)::integer as hours_reported,
    sum(service_hours) as service_hours
from site_tallies
group by all
order by is_month desc, starts asc, street_id asc
