-- The projects funded by a day, of the chosen streets and of sites of the chosen levels (null:
-- all), each with the months it was funded in: from its first to its last, or to that day's.
create or replace macro projects_until(until, streets, levels) as table
    select
        projects.*,
        sites.name as site_name,
        coalesce(sites.name_en, sites.name) as site_name_en,
        date_trunc('month', projects.started_on)::date as first_month,
        date_trunc('month', least(coalesce(projects.ended_on, until), until))::date as last_month
    from projects
    left join sites on projects.site_id = sites.site_id
    where
        projects.started_on <= until
        and (streets is null or list_contains(streets, projects.street_id))
        and (levels is null or list_contains(levels, sites.level))
