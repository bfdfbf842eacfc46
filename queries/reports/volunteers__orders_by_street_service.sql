-- One row per street and service with orders requested in the period.
-- For the funnel, refusals, satisfaction and demand. Levels and themes do not apply: an order is a
-- community's. How far orders have come is as of the newest data, not of the period's end.
-- street_id   varchar  street; null where the community is not known
-- service_id  varchar  service
-- requested   bigint   orders requested in the period (orders)
-- dispatched  bigint   of these, dispatched (orders)
-- accepted    bigint   of these, accepted (orders)
-- completed   bigint   of these, completed (orders)
-- rated       bigint   of these, rated (orders)
-- refused     bigint   of these, refused (orders)
-- cancelled   bigint   of these, cancelled (orders)
-- waiting     bigint   of these, still open (orders)
-- ratings     bigint   of these, rated with a number (orders)
-- satisfied   bigint   of these ratings, 4 or 5 (orders)
select
    street_id,
    service_id,
    sum(requested)::bigint as requested,
    sum(dispatched)::bigint as dispatched,
    sum(accepted)::bigint as accepted,
    sum(completed)::bigint as completed,
    sum(rated)::bigint as rated,
    coalesce(sum(requested) filter (where status = 'refused'), 0)::bigint as refused,
    coalesce(sum(requested) filter (where status = 'cancelled'), 0)::bigint as cancelled,
    coalesce(
        sum(requested) filter (where status in ('requested', 'dispatched', 'accepted')), 0
    )::bigint as waiting,
    sum(ratings)::bigint as ratings,
    sum(satisfied)::bigint as satisfied
from
    order_tallies_in(
        $since::date, $until::date, $whole_since::date, $whole_until::date, $streets::varchar[]
    )
group by street_id, service_id
order by street_id, service_id
