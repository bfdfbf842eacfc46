-- One row per service, month and weekday with activities whose titles name the service.
-- For the rhythm of the regular services. A title may name several: each counts it.
-- service_id           varchar  service
-- month                date     first day of the month
-- weekday              integer  1 is Monday, 7 Sunday
-- activities           bigint   activities held (activities)
-- attendance_reported  bigint   of these, with an attendance (activities)
-- attendance           bigint   attendance (visits); null where none reported any
select
    id as service_id,
    date_trunc('month', starts)::date as month,
    isodow(starts)::integer as weekday,
    sum(activities)::bigint as activities,
    sum(attendance_reported)::bigint as attendance_reported,
    sum(attendance)::bigint as attendance
from title_tallies
where
    not is_month
    and kind = 'service'
    and starts between $since::date and $until::date
    and ($streets::varchar[] is null or list_contains($streets::varchar[], street_id))
    and ($levels::varchar[] is null or list_contains($levels::varchar[], level))
    and ($themes::varchar[] is null or list_contains($themes::varchar[], theme_id))
group by service_id, month, weekday
order by service_id, month, weekday
