-- One row per street and task with activities in the period.
-- For the street × task matrix; activities of a site outside every street have street null.
-- street_id   varchar  street; null for the district's own
-- task_id     varchar  task; null for themes of no task
-- activities  bigint   activities held (activities)
-- attendance  bigint   attendance (visits); null where none reported any
select
    street_id,
    task_id,
    sum(activities)::bigint as activities,
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
order by street_id, task_id
