-- One row per waiting repeat of an activity that is no longer there, in the order read.
select
    waiting_repeats.activity_id,
    waiting_repeats.repeats_id,
    waiting_repeats.batch_id,
    batches.file,
    waiting_repeats.sheet,
    waiting_repeats.row_number,
    waiting_repeats.site_id,
    waiting_repeats.started_on,
    waiting_repeats.title,
    waiting_repeats.start_time,
    waiting_repeats.attendance,
    waiting_repeats.volunteers,
    waiting_repeats.service_hours
from waiting_repeats
anti join activities on waiting_repeats.repeats_id = activities.activity_id
left join batches on waiting_repeats.batch_id = batches.batch_id
order by waiting_repeats.batch_id, waiting_repeats.activity_id
