-- One row per step that open orders wait for and their age.
-- For what is left lying, whenever it was requested. Ages are whole days from the request to the
-- period's end, or to the newest data if that is earlier.
-- status    varchar  requested, dispatched or accepted: the last step made
-- age_from  integer  age, from (days)
-- age_to    integer  age, to (days); null for the oldest
-- orders    bigint   open orders (orders)
-- oldest    date     day of the oldest request among them
with today as (
    select least($until::date, coalesce(max_by(cutoff, version), $until::date)) as day
    from store_version
),

ages as (
    select
        orders.status,
        orders.requested_on,
        today.day - orders.requested_on as days
    from open_orders as orders
    cross join today
    left join communities on orders.community_id = communities.community_id
    where
        orders.requested_on <= today.day
        and (
            $streets::varchar[] is null
            or list_contains($streets::varchar[], communities.street_id)
        )
),

classes as (
    select
        unnest([0, 8, 15, 31, 91]) as age_from,
        unnest([7, 14, 30, 90, null]) as age_to
)

select
    ages.status,
    classes.age_from,
    classes.age_to,
    count(*) as orders,
    min(ages.requested_on) as oldest
from ages
inner join classes
    on
        ages.days >= classes.age_from
        and (classes.age_to is null or ages.days <= classes.age_to)
group by ages.status, classes.age_from, classes.age_to
order by
    classes.age_from, list_position(['requested', 'dispatched', 'accepted'], ages.status)
