-- One row of `activities` changed per decision: corrected and settled, or rejected as it is.
-- A new first day without a last one makes an activity of one day.
update activities
set
    outcome = case when decisions.accepted then 'settled' else 'rejected' end,
    title = coalesce(decisions.title, activities.title),
    site_id = coalesce(decisions.site_id, activities.site_id),
    street_id = coalesce(sites.street_id, activities.street_id),
    ended_on = case
        when decisions.started_on is null then activities.ended_on else decisions.ended_on
    end,
    started_on = coalesce(decisions.started_on, activities.started_on),
    attendance = coalesce(decisions.attendance, activities.attendance),
    attendance_is_estimate = case
        when decisions.attendance is null then activities.attendance_is_estimate else false
    end
from raw.decisions as decisions
left join sites on decisions.site_id = sites.site_id
where activities.activity_id = decisions.activity_id
