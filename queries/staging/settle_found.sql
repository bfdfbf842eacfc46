-- One row per decision: the activity it is about, and what will stand in it afterwards.
select
    decisions.activity_id,
    activities.outcome,
    batches.file,
    coalesce(decisions.title, activities.title) as title,
    coalesce(decisions.site_id, activities.site_id) as site_id,
    coalesce(decisions.started_on, activities.started_on) as started_on,
    decisions.accepted
from raw.decisions as decisions
left join activities on decisions.activity_id = activities.activity_id
left join batches on activities.batch_id = batches.batch_id
order by decisions.activity_id
