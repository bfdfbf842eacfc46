-- One row per order to add, so that there are `$orders` of them together with the sample's own.
-- Each copies an order of the sample in turn, moved by up to a fortnight back; it goes to one of
-- the copies of its site and of its team, evenly.
with sample_orders as (
    select
        *,
        row_number() over (order by order_id) - 1 as place_in_sample,
        count(*) over () as held
    from service_orders
),

site_copies as (
    select
        split_part(site_id, '/', 1) as copied,
        list(site_id order by site_id) as ids
    from sites
    group by copied
),

team_copies as (
    select
        split_part(team_id, '/', 1) as copied,
        list(team_id order by team_id) as ids
    from teams
    group by copied
),

numbered as (
    select
        serial.number,
        (hash(serial.number) % 15)::integer as days,
        (hash(serial.number) // 100 % 1000)::bigint as copy
    from range((select count(*) from service_orders), $orders) as serial (number)
)

select
    orders.* exclude (place_in_sample, held)
    replace (
        'bench-' || lpad(numbered.number::varchar, 9, '0') as order_id,
        site_copies.ids[numbered.copy % len(site_copies.ids) + 1] as site_id,
        team_copies.ids[numbered.copy % len(team_copies.ids) + 1] as team_id,
        orders.requested_on - numbered.days as requested_on,
        orders.dispatched_on - numbered.days as dispatched_on,
        orders.accepted_on - numbered.days as accepted_on,
        orders.completed_on - numbered.days as completed_on,
        orders.rated_on - numbered.days as rated_on
    )
from numbered
inner join
    sample_orders as orders
    on numbered.number % orders.held = orders.place_in_sample
left join site_copies on orders.site_id = site_copies.copied
left join team_copies on orders.team_id = team_copies.copied
order by requested_on, order_id
