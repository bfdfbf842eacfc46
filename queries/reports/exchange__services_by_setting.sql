-- One row per regular service, town or country, and school or not, in the district's order.
-- For the table of which services reach the country; found by words in the activities' titles.
-- service_id           varchar  service
-- name                 varchar  name in the district's language
-- name_en              varchar  name in English
-- is_rural             boolean  whether the activities were in the country
-- is_school            boolean  whether they were at a school
-- activities           bigint   activities held (activities)
-- attendance_reported  bigint   of these, with an attendance (activities)
-- attendance           bigint   attendance (visits); null where none reported any
select
    services.service_id,
    services.name,
    services.name_en,
    tallies.is_rural,
    tallies.is_school,
    sum(tallies.activities)::bigint as activities,
    sum(tallies.attendance_reported)::bigint as attendance_reported,
    sum(tallies.attendance)::bigint as attendance
from
    title_tallies_in(
        $since::date,
        $until::date,
        $whole_since::date,
        $whole_until::date,
        $streets::varchar[],
        $levels::varchar[],
        $themes::varchar[]
    ) as tallies
inner join services on tallies.id = services.service_id
where tallies.kind = 'service'
group by
    services.sort,
    services.service_id,
    services.name,
    services.name_en,
    tallies.is_rural,
    tallies.is_school
order by services.sort, tallies.is_rural, tallies.is_school
