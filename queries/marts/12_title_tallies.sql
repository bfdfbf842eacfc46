-- One row per month and per day with activities (is_month tells which), street, level, theme,
-- country and school (of the site), and what an activity's title tells it to be: a regular service
-- or an event about exemplars.
-- A title may hold words of several. Titles repeat, so the words are looked for in each title once.
with titles as (
    select distinct title
    from counted_activities
),

told as (
    select distinct
        titles.title,
        title_words.kind,
        title_words.id
    from titles
    inner join title_words on contains(titles.title, title_words.keyword)
),

by_day as (
    select
        counted.started_on as starts,
        counted.month,
        counted.street_id,
        counted.level,
        counted.theme_id,
        site_settings.is_rural,
        site_settings.is_school,
        told.kind,
        told.id,
        count(*)::integer as activities,
        count(counted.attendance)::integer as attendance_reported,
        sum(counted.attendance)::bigint as attendance
    from counted_activities as counted
    inner join told on counted.title = told.title
    inner join site_settings on counted.site_id = site_settings.site_id
    group by all
)

select
    true as is_month,
    month as starts,
    street_id,
    level,
    theme_id,
    is_rural,
    is_school,
    kind,
    id,
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
