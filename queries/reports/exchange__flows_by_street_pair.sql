-- One row per street that a team is at home in and street that it serves, in the official order.
-- For the matrix and the map of who serves where. Only activities that name their team.
-- home_street_id       varchar  street of the team; null for teams of the whole district
-- street_id            varchar  street served; null for activities of the whole district
-- activities           bigint   activities held (activities)
-- attendance_reported  bigint   of these, with an attendance (activities)
-- attendance           bigint   attendance (visits); null where none reported any
select
    home_street_id,
    street_id,
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
where has_team
group by all
order by home_street_id nulls first, street_id
