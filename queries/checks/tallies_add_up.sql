-- One row per tally whose sum differs from the activities it was made from.
with expected as (
    select
        count(*) as activities,
        coalesce(sum(attendance), 0) as attendance
    from counted_activities
),

found as (
    select
        'site_tallies' as tally,
        is_month,
        coalesce(sum(activities), 0) as activities,
        coalesce(sum(attendance), 0) as attendance
    from site_tallies
    group by is_month
    union all
    select
        'street_tallies' as tally,
        is_month,
        coalesce(sum(activities), 0) as activities,
        coalesce(sum(attendance), 0) as attendance
    from street_tallies
    group by is_month
)

select
    found.*,
    expected.activities as expected_activities,
    expected.attendance as expected_attendance
from found
cross join expected
where
    found.activities != expected.activities
    or found.attendance != expected.attendance
