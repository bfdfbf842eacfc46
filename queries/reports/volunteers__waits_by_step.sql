-- One row per step of the orders requested in the period, in the order of the steps.
-- For how long each step takes: half, or nine in ten, of the orders took at most so many days;
-- exact, from a histogram of whole days. A step waits from the one before it; total is from the
-- request to completion.
-- step    varchar  dispatched, accepted, completed, rated or total
-- orders  bigint   orders that made the step (orders)
-- median  bigint   median (days)
-- p90     bigint   90th percentile (days)
with days as (
    select
        step,
        days,
        sum(orders) as orders
    from
        order_waits_in(
            $since::date, $until::date, $whole_since::date, $whole_until::date, $streets::varchar[]
        )
    group by step, days
),

ranks as (
    select
        step,
        days,
        sum(orders) over (partition by step order by days) as up_to,
        sum(orders) over (partition by step) as orders
    from days
)

select
    step,
    max(orders)::bigint as orders,
    min(days) filter (where up_to >= orders * 0.5)::bigint as median,
    min(days) filter (where up_to >= orders * 0.9)::bigint as p90
from ranks
group by step
order by list_position(['dispatched', 'accepted', 'completed', 'rated', 'total'], step)
