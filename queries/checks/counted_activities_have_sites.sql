-- One row per counted activity that lacks what every figure needs: a site and a day.
select
    activity_id,
    site_id,
    started_on
from counted_activities
where site_id is null or started_on is null
