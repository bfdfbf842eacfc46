-- One row per tally of orders whose sum differs from the orders it was made from.
with expected as (
    select
        count(*) as orders,
        count(completed_on - requested_on) as completed
    from service_orders
    where requested_on is not null
),

found as (
    select
        'order_tallies' as tally,
        is_month,
        coalesce(sum(requested), 0) as orders,
        null as completed
    from order_tallies
    group by is_month
    union all
    select
        'order_waits' as tally,
        is_month,
        null as orders,
        coalesce(sum(orders) filter (where step = 'total'), 0) as completed
    from order_waits
    group by is_month
)

select
    found.*,
    expected.orders as expected_orders,
    expected.completed as expected_completed
from found
cross join expected
where
    found.orders != expected.orders
    or found.completed != expected.completed
