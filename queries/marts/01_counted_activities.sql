-- One row per activity that counts: accepted, repaired or settled; newest first.
-- The physical order lets the newest be read without reading the rest.
select
    activities.activity_id,
    activities.title,
    activities.started_on,
    activities.ended_on,
    activities.start_time,
    date_trunc('month', activities.started_on)::date as month,
    activities.site_id,
    coalesce(sites.street_id, activities.street_id) as street_id,
    sites.community_id,
    sites.level,
    coalesce(activities.theme_id, 'other') as theme_id,
    themes.task_id,
    activities.team_id,
    activities.place,
    coalesce(activities.lon, sites.lon) as lon,
    coalesce(activities.lat, sites.lat) as lat,
    activities.attendance,
    coalesce(activities.attendance_is_estimate, false) as attendance_is_estimate,
    activities.volunteers,
    activities.service_hours,
    activities.mode
from activities
left join sites on activities.site_id = sites.site_id
left join themes on activities.theme_id = themes.theme_id
where activities.outcome in ('accepted', 'repaired', 'settled')
order by activities.started_on desc, activities.activity_id desc
