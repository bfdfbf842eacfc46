-- One row per month in which the site `site_id` held anything, the oldest first.
-- For the history on a site's card, whatever the period.
-- month       date    first day of the month
-- activities  bigint  activities held (activities)
-- attendance  bigint  attendance (visits); null where none reported any
select
    starts as month,
    sum(activities)::bigint as activities,
    sum(attendance)::bigint as attendance
from site_tallies
where is_month and site_id = $site_id::varchar
group by starts
order by starts
