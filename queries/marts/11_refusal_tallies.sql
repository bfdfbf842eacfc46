-- One row per month and per day of request (is_month tells which), street, service and reason for
-- which orders were refused.
with by_day as (
    select
        orders.requested_on as starts,
        communities.street_id,
        orders.service_id,
        orders.refusal_reason as reason,
        count(*)::integer as orders
    from service_orders as orders
    left join communities on orders.community_id = communities.community_id
    where orders.status = 'refused' and orders.requested_on is not null
    group by all
)

select
    true as is_month,
    date_trunc('month', starts)::date as starts,
    street_id,
    service_id,
    reason,
    sum(orders)::integer as orders
from by_day
group by all
union all by name
select
    false as is_month,
    *
from by_day
order by is_month desc, starts asc
