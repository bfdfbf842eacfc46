-- One row per month and per day with requests (is_month tells which), street, service and status.
-- Orders by how far they have come since they were requested: what the funnel and the demand need,
-- in rows that grow with streets and days, not with orders. A step counts by its day, so that an
-- order refused after it was dispatched still counts as dispatched.
with by_day as (
    select
        orders.requested_on as starts,
        communities.street_id,
        orders.service_id,
        orders.status,
        count(*)::integer as requested,
        count(orders.dispatched_on)::integer as dispatched,
        count(orders.accepted_on)::integer as accepted,
        count(orders.completed_on)::integer as completed,
        count(orders.rated_on)::integer as rated,
        count(orders.rating)::integer as ratings,
        count(*) filter (where orders.rating >= 4)::integer as satisfied
    from service_orders as orders
    left join communities on orders.community_id = communities.community_id
    where orders.requested_on is not null
    group by all
)

select
    true as is_month,
    date_trunc('month', starts)::date as starts,
    street_id,
    service_id,
    status,
    sum(requested)::integer as requested,
    sum(dispatched)::integer as dispatched,
    sum(accepted)::integer as accepted,
    sum(completed)::integer as completed,
    sum(rated)::integer as rated,
    sum(ratings)::integer as ratings,
    sum(satisfied)::integer as satisfied
from by_day
group by all
union all by name
select
    false as is_month,
    *
from by_day
order by is_month desc, starts asc, street_id asc
