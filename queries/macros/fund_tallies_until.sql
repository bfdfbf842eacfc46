-- The fund tallies up to a day, that day included.
-- Whole months come from the monthly rows, the days after them from the daily ones.
create or replace macro fund_tallies_until(until, whole_until) as table
    select * exclude (is_month)
    from fund_tallies
    where starts <= until and is_month = (starts < whole_until)
