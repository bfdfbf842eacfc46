-- One row per order that has not ended: neither completed, nor refused or cancelled.
select
    order_id,
    community_id,
    site_id,
    service_id,
    team_id,
    status,
    requested_on,
    dispatched_on,
    accepted_on
from service_orders
where status in ('requested', 'dispatched', 'accepted')
order by requested_on, order_id
