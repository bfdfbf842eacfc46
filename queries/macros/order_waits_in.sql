-- The order waits of the orders requested in a period, of the chosen streets (null: all).
-- Whole months come from the monthly rows, the days at the edges from the daily ones.
create or replace macro order_waits_in(since, until, whole_since, whole_until, streets) as table
    select * exclude (is_month)
    from order_waits
    where
        starts between since and until
        and is_month = (starts >= whole_since and starts < whole_until)
        and (streets is null or list_contains(streets, street_id))
