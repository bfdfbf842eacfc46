-- One row per activity of a site that is kept, counted or waiting for review.
-- What a ledger's rows are compared with, so that a repeat is not counted twice.
-- started_on     date     day it began
-- title          varchar  title as kept
-- start_time     time     hour it began; null where not known
-- attendance     integer  attendance (visits); null where not reported
-- volunteers     integer  volunteers (persons); null where not reported
-- service_hours  double   volunteer hours (hours); null where not reported
-- batch_id       varchar  batch it came with
-- file           varchar  file it came from
-- sheet          varchar  sheet of the file; null in files without sheets
-- row_number     integer  row in the sheet
select
    activities.started_on,
    activities.title,
    activities.start_time,
    activities.attendance,
    activities.volunteers,
    activities.service_hours,
    activities.batch_id,
    batches.file,
    activities.sheet,
    activities.row_number
from activities
left join batches on activities.batch_id = batches.batch_id
where activities.site_id = $site_id and activities.started_on is not null
order by activities.started_on, activities.activity_id
