-- The first day of which the log knows anything; null without any activity that counts.
-- Ledgers are kept by month, so that it is the first of the month of the first record.
create or replace macro known_since() as (
    select date_trunc('month', min(starts))::date
    from street_tallies
    where not is_month
)
