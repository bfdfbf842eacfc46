-- One row per fund tally whose sum differs from the payments it was made from.
with expected as (
    select
        count(*) as payments,
        coalesce(sum(amount), 0) as amount,
        coalesce(sum(visits), 0) as visits
    from fund_entries
),

found as (
    select
        kinds.is_month,
        coalesce(sum(fund_tallies.payments), 0) as payments,
        coalesce(sum(fund_tallies.amount), 0) as amount,
        coalesce(sum(fund_tallies.visits), 0) as visits
    from (values (true), (false)) as kinds (is_month)
    left join fund_tallies on kinds.is_month = fund_tallies.is_month
    group by kinds.is_month
)

select
    found.*,
    expected.payments as expected_payments,
    expected.visits as expected_visits
from found
cross join expected
where
    found.payments != expected.payments
    or abs(found.amount - expected.amount) > 0.005
    or found.visits != expected.visits
