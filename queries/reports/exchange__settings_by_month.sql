-- One row per month, home of the team and setting of the activity.
-- For the cards and the chart of what town teams hold in the country.
-- month                date     first day of the month
-- has_team             boolean  whether a team is named
-- home_is_rural        boolean  whether the team is at home in the country; null without a team
-- is_rural             boolean  whether the activity was in the country
-- is_school            boolean  whether it was at a school
-- activities           bigint   activities held (activities)
-- attendance_reported  bigint   of these, with an attendance (activities)
-- attendance           bigint   attendance (visits); null where none reported any
select
    date_trunc('month', starts)::date as month,
    has_team,
    home_is_rural,
    is_rural,
    is_school,
    sum(activities)::bigint as activities,
    sum(attendance_reported)::bigint as attendance_reported,
    sum(attendance)::bigint as attendance
from
    exchange_tallies_in(
        $since::date,
        $until::date,
        $whole_since::date,
        $whole_until::date,
        $streets::varchar[],
        $levels::varchar[],
        $themes::varchar[]
    )
group by all
order by month, has_team, home_is_rural, is_rural, is_school
