-- One row per month and theme with activities in the period.
-- For the trend chart and the cards' sparklines.
-- month          date     first day of the month
-- theme_id       varchar  theme
-- activities     bigint   activities held (activities)
-- online         bigint   of these, online (activities)
-- attendance     bigint   attendance (visits); null where none reported any
-- service_hours  double   volunteer hours (hours); null where none reported any
select
    date_trunc('month', starts)::date as month,
    theme_id,
    sum(activities)::bigint as activities,
    sum(online)::bigint as online,
    sum(attendance)::bigint as attendance,
    sum(service_hours) as service_hours
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
group by all
order by month, theme_id
