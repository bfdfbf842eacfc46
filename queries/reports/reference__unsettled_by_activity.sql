-- One row per activity that had to wait for review when it was imported, settled by now or not.
-- What a row that is understood in part is compared with: its own words.
-- raw         varchar  the row as written, JSON by heading
-- batch_id    varchar  batch it came with
-- file        varchar  file it came from
-- sheet       varchar  sheet of the file; empty in files without sheets
-- row_number  integer  row in the sheet
select
    source_rows.raw,
    source_rows.batch_id,
    batches.file,
    source_rows.sheet,
    source_rows.row_number
from source_rows
inner join batches on source_rows.batch_id = batches.batch_id
where source_rows.outcome = 'review' and batches.kind = 'ledger'
order by source_rows.record_id
