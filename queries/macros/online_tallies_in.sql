-- The online tallies of a period, of the chosen themes (null: all).
-- Whole months come from the monthly rows, the days at the edges from the daily ones.
create or replace macro online_tallies_in(since, until, whole_since, whole_until, themes) as table
    select * exclude (is_month)
    from online_tallies
    where
        starts between since and until
        and is_month = (starts >= whole_since and starts < whole_until)
        and (themes is null or list_contains(themes, theme_id))
