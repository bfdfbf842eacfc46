-- One row per day of the period with activities.
-- For the calendar, and to find the days that a page of the list shows without reading the others.
-- day         date    day on which the activities began
-- activities  bigint  activities held (activities)
-- attendance  bigint  attendance (visits); null where none reported any
select
    starts as day,
    sum(activities)::bigint as activities,
    sum(attendance)::bigint as attendance
from street_tallies
where
    not is_month
    and starts between $since::date and $until::date
    and ($streets::varchar[] is null or list_contains($streets::varchar[], street_id))
    and ($levels::varchar[] is null or list_contains($levels::varchar[], level))
    and ($themes::varchar[] is null or list_contains($themes::varchar[], theme_id))
group by starts
order by starts
