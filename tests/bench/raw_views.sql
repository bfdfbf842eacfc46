-- What stands in for the marts: the log itself, a row an activity.
create or replace view counted_activities as
select
    activities.* replace (
        coalesce(sites.street_id, activities.street_id) as street_id,
        coalesce(activities.theme_id, 'other') as theme_id,
        coalesce(activities.lon, sites.lon) as lon,
        coalesce(activities.lat, sites.lat) as lat,
        coalesce(activities.attendance_is_estimate, false) as attendance_is_estimate
    ),
    sites.community_id,
    sites.level,
    themes.task_id,
    date_trunc('month', activities.started_on)::date as month
from store.activities
left join store.sites on activities.site_id = sites.site_id
left join store.themes on activities.theme_id = themes.theme_id
where activities.outcome in ('accepted', 'repaired', 'settled');

create or replace view site_tallies as
select
    false as is_month,
    started_on as starts,
    started_on as last_on,
    street_id,
    level,
    site_id,
    theme_id,
    task_id,
    1 as activities,
    (mode = 'online')::integer as online,
    (attendance is not null)::integer as attendance_reported,
    attendance,
    case when attendance_is_estimate then attendance end as attendance_estimated,
    volunteers,
    (service_hours is not null)::integer as hours_reported,
    service_hours
from counted_activities;

create or replace view street_tallies as
from site_tallies;

create or replace view title_tallies as
select
    false as is_month,
    counted.started_on as starts,
    counted.street_id,
    counted.level,
    counted.theme_id,
    site_settings.is_rural,
    site_settings.is_school,
    title_words.kind,
    title_words.id,
    1 as activities,
    (counted.attendance is not null)::integer as attendance_reported,
    counted.attendance
from counted_activities as counted
inner join store.site_settings on counted.site_id = site_settings.site_id
inner join
    (
        select distinct
            titles.title,
            title_words.kind,
            title_words.id
        from (select distinct title from counted_activities) as titles
        inner join store.title_words on contains(titles.title, title_words.keyword)
    ) as title_words
    on counted.title = title_words.title;

create or replace macro title_tallies_in(
    since, until, whole_since, whole_until, streets, levels, themes
) as table
select * exclude (is_month)
from title_tallies
where
    starts between since and until
    and (streets is null or list_contains(streets, street_id))
    and (levels is null or list_contains(levels, level))
    and (themes is null or list_contains(themes, theme_id));

create or replace macro site_tallies_in(
    since, until, whole_since, whole_until, streets, levels, themes
) as table
select * exclude (is_month)
from site_tallies
where
    starts between since and until
    and (streets is null or list_contains(streets, street_id))
    and (levels is null or list_contains(levels, level))
    and (themes is null or list_contains(themes, theme_id));

create or replace macro street_tallies_in(
    since, until, whole_since, whole_until, streets, levels, themes
) as table
from site_tallies_in(since, until, whole_since, whole_until, streets, levels, themes);

create or replace view team_tallies as
select
    false as is_month,
    started_on as starts,
    started_on as last_on,
    team_id,
    street_id,
    level,
    theme_id,
    1 as activities,
    (volunteers is not null)::integer as volunteers_reported,
    volunteers,
    (service_hours is not null)::integer as hours_reported,
    service_hours
from counted_activities
where team_id is not null;

create or replace macro team_tallies_in(
    since, until, whole_since, whole_until, streets, levels, themes
) as table
select * exclude (is_month)
from team_tallies
where
    starts between since and until
    and (streets is null or list_contains(streets, street_id))
    and (levels is null or list_contains(levels, level))
    and (themes is null or list_contains(themes, theme_id));

create or replace view exchange_tallies as
select
    false as is_month,
    counted.started_on as starts,
    counted.team_id is not null as has_team,
    teams.street_id as home_street_id,
    case when counted.team_id is not null then coalesce(homes.is_rural, false) end as home_is_rural,
    counted.street_id,
    counted.level,
    site_settings.is_rural,
    site_settings.is_school,
    counted.theme_id,
    1 as activities,
    (counted.attendance is not null)::integer as attendance_reported,
    counted.attendance
from counted_activities as counted
inner join store.site_settings on counted.site_id = site_settings.site_id
left join store.teams on counted.team_id = teams.team_id
left join store.site_settings as homes on teams.site_id = homes.site_id;

create or replace macro exchange_tallies_in(
    since, until, whole_since, whole_until, streets, levels, themes
) as table
select * exclude (is_month)
from exchange_tallies
where
    starts between since and until
    and (streets is null or list_contains(streets, street_id))
    and (levels is null or list_contains(levels, level))
    and (themes is null or list_contains(themes, theme_id));
