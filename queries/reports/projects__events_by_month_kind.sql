-- One row per month and kind of event about exemplars, in the district's order of kinds.
-- For the table of sharing sessions and families; found by words in the activities' titles.
-- month                date     first day of the month
-- event_id             varchar  kind of event
-- name                 varchar  name in the district's language
-- name_en              varchar  name in English
-- activities           bigint   activities held (activities)
-- attendance_reported  bigint   of these, with an attendance (activities)
-- attendance           bigint   attendance (visits); null where none reported any
select
    date_trunc('month', tallies.starts)::date as month,
    events.event_id,
    events.name,
    events.name_en,
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
inner join exemplar_events as events on tallies.id = events.event_id
where tallies.kind = 'exemplar_event'
group by events.sort, month, events.event_id, events.name, events.name_en
order by month, events.sort
