-- One row per month, street and theme with activities in the period.
-- For the theme × month and street × theme charts; a site of no street has street null.
-- month       date     first day of the month
-- street_id   varchar  street; null for the district's own
-- theme_id    varchar  theme
-- activities  bigint   activities held (activities)
-- online      bigint   of these, online (activities)
-- attendance  bigint   attendance (visits); null where none reported any
select
    date_trunc('month', starts)::date as month,
    street_id,
    theme_id,
    sum(activities)::bigint as activities,
    sum(online)::bigint as online,
    sum(attendance)::bigint as attendance
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
order by month, street_id, theme_id
