-- One row per activity waiting for review, in the order imported.
-- The queue: what is known of each row, why it waits, and what may be chosen.
-- activity_id  varchar  id of the activity
-- file         varchar  file it came from
-- office       varchar  office that handed it in; null where nobody said
-- sheet        varchar  sheet of the file; empty in files without sheets
-- row_number   integer  row in the sheet
-- title        varchar  title; null where there is none
-- started_on   date     first day; null where not known
-- ended_on     date     last day; null where not known, or the first
-- site_id      varchar  site; null where not known
-- attendance   integer  attendance (visits); null where not known
-- reasons      varchar  why it waits and what was remarked: JSON list of messages
-- candidates   varchar  ids of sites to choose from: JSON list
-- raw          varchar  the row as written: JSON by heading
select
    activities.activity_id,
    batches.file,
    batches.office,
    activities.sheet,
    activities.row_number,
    activities.title,
    activities.started_on,
    activities.ended_on,
    activities.site_id,
    activities.attendance,
    source_rows.reasons,
    source_rows.candidates,
    source_rows.raw
from activities
inner join batches on activities.batch_id = batches.batch_id
left join source_rows on activities.activity_id = source_rows.record_id
where activities.outcome = 'review'
order by activities.activity_id
