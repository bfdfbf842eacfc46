-- One row per resident's request for a service.
select
    order_id,
    community_id,
    site_id,
    service_id,
    requested_on::date as requested_on,
    dispatched_on::date as dispatched_on,
    accepted_on::date as accepted_on,
    completed_on::date as completed_on,
    rated_on::date as rated_on,
    rating::integer as rating,
    team_id,
    status,
    refusal_reason
from raw.service_orders
