-- One row per row of the file of the batch `batch_id` that was not taken, in the order read.
-- For tables other than the ledger: what is to be corrected and handed in again.
-- sheet       varchar  sheet of the file; empty in files without sheets
-- row_number  integer  row in the sheet
-- outcome     varchar  review or rejected
-- reasons     varchar  why: JSON list of messages
-- raw         varchar  the row as written: JSON by heading
select
    sheet,
    row_number,
    outcome,
    reasons,
    raw
from source_rows
where batch_id = $batch_id and outcome in ('review', 'rejected')
order by sheet, row_number
