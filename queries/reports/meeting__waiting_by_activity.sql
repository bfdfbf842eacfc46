-- One row per activity of the period that waits for review and does not count yet.
-- For what the paper says is still to be verified; rows without a day cannot be placed in a period.
-- activity_id  varchar  id of the activity
-- started_on   date     day it began
-- title        varchar  title as the ledger has it
-- street_id    varchar  street; null where not known
-- file         varchar  file it came from
-- sheet        varchar  sheet of the file; null for a file without sheets
-- row_number   integer  row of the sheet, as a spreadsheet shows it
select
    activities.activity_id,
    activities.started_on,
    activities.title,
    coalesce(sites.street_id, activities.street_id) as street_id,
    batches.file,
    activities.sheet,
    activities.row_number
from activities
left join sites on activities.site_id = sites.site_id
left join batches on activities.batch_id = batches.batch_id
where
    activities.outcome = 'review'
    and activities.started_on between $since::date and $until::date
    and (
        $streets::varchar[] is null
        or list_contains($streets::varchar[], coalesce(sites.street_id, activities.street_id))
    )
    and ($levels::varchar[] is null or list_contains($levels::varchar[], sites.level))
    and ($themes::varchar[] is null or list_contains($themes::varchar[], activities.theme_id))
order by activities.started_on, activities.activity_id
