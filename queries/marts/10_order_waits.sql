-- One row per month and per day of request (is_month tells which), street, step and days it took.
-- A histogram of whole days, from which medians and percentiles are exact however many orders.
-- A step waits from the step before it; total is from the request to completion.
with waits as (
    select
        orders.requested_on as starts,
        communities.street_id,
        orders.dispatched_on - orders.requested_on as dispatched,
        orders.accepted_on - orders.dispatched_on as accepted,
        orders.completed_on - orders.accepted_on as completed,
        orders.rated_on - orders.completed_on as rated,
        orders.completed_on - orders.requested_on as total
    from service_orders as orders
    left join communities on orders.community_id = communities.community_id
    where orders.requested_on is not null
),

by_day as (
    select
        starts,
        street_id,
        step,
        days,
        count(*)::integer as orders
    from waits
    unpivot (days for step in (dispatched, accepted, completed, rated, total))
    group by all
)

select
    true as is_month,
    date_trunc('month', starts)::date as starts,
    street_id,
    step,
    days,
    sum(orders)::integer as orders
from by_day
group by all
union all by name
select
    false as is_month,
    *
from by_day
order by is_month desc, starts asc, street_id asc
