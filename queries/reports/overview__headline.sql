-- One row: the headline figures of a period.
-- For the overview's cards; other periods of comparison are other calls.
-- activities            bigint  activities held (activities)
-- attendance            bigint  attendance (visits); null where none reported any
-- attendance_reported   bigint  activities that reported attendance (activities)
-- attendance_estimated  bigint  part of attendance that was estimated (visits)
-- service_hours         double  volunteer hours (hours); null where none reported any
-- hours_reported        bigint  activities that reported hours (activities)
-- tasks_covered         bigint  of the tasks, those with an activity (tasks)
select
    coalesce(sum(activities), 0)::bigint as activities,
    sum(attendance)::bigint as attendance,
    coalesce(sum(attendance_reported), 0)::bigint as attendance_reported,
    coalesce(sum(attendance_estimated), 0)::bigint as attendance_estimated,
    sum(service_hours) as service_hours,
    coalesce(sum(hours_reported), 0)::bigint as hours_reported,
    count(distinct task_id) as tasks_covered
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
