-- One row per street and theme of what town teams held in the country.
-- For the table of where and on which themes town leads country.
-- street_id            varchar  street served
-- theme_id             varchar  theme
-- is_school            boolean  whether it was at a school
-- activities           bigint   activities held (activities)
-- attendance_reported  bigint   of these, with an attendance (activities)
-- attendance           bigint   attendance (visits); null where none reported any
select
    street_id,
    theme_id,
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
where not home_is_rural and is_rural
group by all
order by street_id, theme_id, is_school
