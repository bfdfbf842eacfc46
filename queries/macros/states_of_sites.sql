-- One row per site opened by `until`, of the chosen streets and levels (null: all): when it last
-- held anything, and what that says about it, as `states_by_day` tells it of that day.
create or replace macro states_of_sites(until, whole_until, streets, levels) as table
    select * exclude (day)
    from states_by_day(until, until, whole_until, streets, levels)
