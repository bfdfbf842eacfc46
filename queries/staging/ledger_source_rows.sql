-- One row of `source_rows` per row of a ledger's file: its outcome and its text as read.
insert into source_rows by name
select
    $batch_id as batch_id,
    sheet,
    row_number,
    outcome,
    skip_kind,
    coalesce(
        printf('b%05d', $batches_before + try_cast(duplicate_batch as integer)), duplicate_batch
    ) as duplicate_batch,
    duplicate_file,
    duplicate_sheet,
    duplicate_row,
    reasons,
    repairs,
    candidates,
    case
        when outcome != 'skipped' and activity_number is not null
            then printf('%s-%06d', $batch_id, activity_number)
    end as record_id,
    raw
from ledger_rows
