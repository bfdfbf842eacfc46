-- One row per site opened by `until`, of the chosen streets and levels (null: all): when it last
-- held anything, and what that says about it. Every theme counts: any activity breaks silence.
create or replace macro states_of_sites(until, whole_until, streets, levels) as table
    with last_activity as (
        select
            site_id,
            max(last_on) as last_on
        from
            site_tallies_in(
                date '1900-01-01', until, date '1900-01-01', whole_until, streets, levels, null
            )
        group by site_id
    )

    select
        sites.site_id,
        sites.street_id,
        sites.level,
        last_activity.last_on,
        level_list.minimum_per_month > 0 as is_expected,
        sites.closed_on is not null and sites.closed_on <= until as is_closed,
        (
            date_diff('month', date_trunc('month', last_activity.last_on), whole_until) - 1
        )::integer as months_silent
    from sites
    inner join levels as level_list on sites.level = level_list.level
    left join last_activity on sites.site_id = last_activity.site_id
    where
        (sites.opened_on is null or sites.opened_on <= until)
        and (streets is null or list_contains(streets, sites.street_id))
        and (levels is null or list_contains(levels, sites.level))
