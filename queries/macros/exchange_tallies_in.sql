-- The exchange tallies of a period, of the chosen streets, levels and themes (null: all).
-- Whole months come from the monthly rows, the days at the edges from the daily ones.
create or replace macro exchange_tallies_in(
    since, until, whole_since, whole_until, streets, levels, themes
) as table
    select * exclude (is_month)
    from exchange_tallies
    where
        starts between since and until
        and is_month = (starts >= whole_since and starts < whole_until)
        and (streets is null or list_contains(streets, street_id))
        and (levels is null or list_contains(levels, level))
        and (themes is null or list_contains(themes, theme_id))
