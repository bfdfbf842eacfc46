-- One row of `settlements` per decision: what stood in the activity before, and what was decided.
insert into settlements
select
    (select max(version) from store_version) as version,
    (select max_by(created_at, version) from store_version) as settled_at,
    $office as office,
    activities.activity_id,
    activities.batch_id,
    decisions.accepted,
    to_json({
        'title': activities.title,
        'site_id': activities.site_id,
        'started_on': activities.started_on,
        'ended_on': activities.ended_on,
        'attendance': activities.attendance
    }) as before,
    to_json({
        'title': decisions.title,
        'site_id': decisions.site_id,
        'started_on': decisions.started_on,
        'ended_on': decisions.ended_on,
        'attendance': decisions.attendance
    }) as after
from raw.decisions as decisions
inner join activities on decisions.activity_id = activities.activity_id
