-- One row per month and per day with payments (is_month tells which) and project.
-- Days are there for periods that do not end with a month; no query reads both for the same day.
-- Where a payment's visits were not reported its amount is no part of what visits cost.
with by_day as (
    select
        spent_on as starts,
        date_trunc('month', spent_on)::date as month,
        project_id,
        count(*)::integer as payments,
        sum(amount) as amount,
        count(visits)::integer as visits_reported,
        sum(visits)::bigint as visits,
        sum(amount) filter (where visits is not null) as amount_with_visits
    from fund_entries
    group by all
)

select
    true as is_month,
    month as starts,
    project_id,
    sum(payments)::integer as payments,
    sum(amount) as amount,
    sum(visits_reported)::integer as visits_reported,
    sum(visits)::bigint as visits,
    sum(amount_with_visits) as amount_with_visits
from by_day
group by all
union all by name
select
    false as is_month,
    * exclude (month)
from by_day
order by is_month desc, starts asc, project_id asc
