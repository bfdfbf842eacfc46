-- One row per project and month with payments, up to the period's end.
-- For the chart of the months in which each project was at work.
-- project_id  varchar  project
-- month       date     first day of the month
-- payments    bigint   payments (payments)
-- amount      double   spent (yuan)
-- visits      bigint   visits reached (visits); null where none reported any
select
    tallies.project_id,
    date_trunc('month', tallies.starts)::date as month,
    sum(tallies.payments)::bigint as payments,
    sum(tallies.amount) as amount,
    sum(tallies.visits)::bigint as visits
from fund_tallies_until($until::date, $whole_until::date) as tallies
inner join
    projects_until($until::date, $streets::varchar[], $levels::varchar[]) as chosen
    on tallies.project_id = chosen.project_id
group by all
order by tallies.project_id, month
