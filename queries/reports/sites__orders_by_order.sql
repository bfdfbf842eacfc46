-- One row per open order of the site `site_id`, the oldest first, at most `rows`.
-- For the site's card: orders neither completed, nor refused or cancelled.
-- order_id         varchar  order
-- service_name     varchar  service in the district's language
-- service_name_en  varchar  service in English
-- status           varchar  requested, dispatched or accepted
-- requested_on     date     day it was requested
-- found            bigint   open orders of the site in all (orders)
select
    orders.order_id,
    coalesce(services.name, orders.service_id) as service_name,
    coalesce(services.name_en, orders.service_id) as service_name_en,
    orders.status,
    orders.requested_on,
    count(*) over () as found
from open_orders as orders
left join services on orders.service_id = services.service_id
where orders.site_id = $site_id::varchar
order by orders.requested_on, orders.order_id
limit $rows::bigint
