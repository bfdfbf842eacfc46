-- One row per site and day of which the site's state is told, for sites opened by that day, of the
-- chosen streets and levels (null: all): the last day of each month that is over, from the month of
-- `since` to `until`, and `until` itself. Every theme counts: any activity breaks silence.
-- A site that opened in a month that is not over owes nothing yet: it is not expected.
create or replace macro states_by_day(since, until, whole_until, streets, levels) as table
    with days as (
        select (month + interval 1 month - interval 1 day)::date as day
        from (
            select unnest(generate_series(date_trunc('month', since), until, interval 1 month))
                as month
        ) as starts
        where month < whole_until
        union
        select until as day
    ),

    held as (
        select
            site_id,
            date_trunc('month', starts) as month,
            max(last_on) as last_on
        from
            site_tallies_in(
                date '1900-01-01', until, date '1900-01-01', whole_until, streets, levels, null
            )
        where site_id is not null
        group by all
    ),

    site_days as (
        select
            sites.site_id,
            sites.street_id,
            sites.level,
            days.day,
            level_list.minimum_per_month > 0
            and (sites.opened_on is null or sites.opened_on < date_trunc('month', days.day + 1))
                as is_expected,
            sites.closed_on is not null and sites.closed_on <= days.day as is_closed
        from sites
        inner join levels as level_list on sites.level = level_list.level
        cross join days
        where
            (sites.opened_on is null or sites.opened_on <= days.day)
            and (streets is null or list_contains(streets, sites.street_id))
            and (levels is null or list_contains(levels, sites.level))
    )

    select
        site_days.*,
        held.last_on,
        months_silent(held.last_on, site_days.day) as months_silent
    from site_days
    asof left join held
        on site_days.site_id = held.site_id and site_days.day >= held.last_on
