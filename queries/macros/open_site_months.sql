-- One row per site and month in which the site was open at the month's end, from the month of
-- `since` to the month of `until`; only levels from which something is expected each month.
-- Of a month that `until` cuts, `until` is the end.
create or replace macro open_site_months(since, until, streets, levels) as table
    with months as (
        select
            month,
            least(month + interval 1 month - interval 1 day, until)::date as ends
        from (
            select
                unnest(generate_series(date_trunc('month', since), until, interval 1 month))::date
                    as month
        ) as starts
    )

    select
        sites.site_id,
        sites.street_id,
        sites.level,
        months.month
    from sites
    inner join levels as level_list on sites.level = level_list.level
    cross join months
    where
        level_list.minimum_per_month > 0
        and (sites.opened_on is null or sites.opened_on <= months.ends)
        and (sites.closed_on is null or sites.closed_on > months.ends)
        and (streets is null or list_contains(streets, sites.street_id))
        and (levels is null or list_contains(levels, sites.level))
