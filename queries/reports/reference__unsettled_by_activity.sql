-- One row per activity waiting for review that has no title, no site or no day.
-- What a row without title, site or day is compared with: its own words.
-- raw         varchar  the row as written, JSON by heading
-- file        varchar  file it came from
-- sheet       varchar  sheet of the file; empty in files without sheets
-- row_number  integer  row in the sheet
select
    source_rows.raw,
    batches.file,
    source_rows.sheet,
    source_rows.row_number
from activities
inner join source_rows on activities.activity_id = source_rows.record_id
inner join batches on activities.batch_id = batches.batch_id
where
    activities.outcome = 'review'
    and (
        activities.title is null
        or activities.site_id is null
        or activities.started_on is null
    )
order by activities.activity_id
