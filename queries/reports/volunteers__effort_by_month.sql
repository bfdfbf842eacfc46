-- One row per month of the period with activities, whether or not a team is named.
-- For volunteers' turns and hours. Turns are visits: who serves twice counts twice.
-- month           date    first day of the month
-- activities      bigint  activities held (activities)
-- volunteers      bigint  volunteers at them (turns); null where none reported any
-- service_hours   double  volunteer hours (hours); null where none reported any
-- hours_reported  bigint  activities that reported hours (activities)
select
    date_trunc('month', starts)::date as month,
    sum(activities)::bigint as activities,
    sum(volunteers)::bigint as volunteers,
    sum(service_hours) as service_hours,
    sum(hours_reported)::bigint as hours_reported
from
    street_tallies_in(
        $since::date,
        $until::date,
        $whole_since::date,
        $whole_until::date,
        $streets::varchar[],
        $levels::varchar[],
        $themes::varchar[]
    )
group by month
order by month
