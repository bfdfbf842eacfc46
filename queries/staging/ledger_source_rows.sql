-- One row of `source_rows` per row of a ledger's file: its outcome and its text as read.
insert into source_rows
select
    batch.batch_id,
    ledger_rows.sheet,
    ledger_rows.row_number,
    ledger_rows.outcome,
    ledger_rows.skip_kind,
    ledger_rows.duplicate_file,
    ledger_rows.duplicate_sheet,
    ledger_rows.duplicate_row,
    ledger_rows.reasons,
    ledger_rows.repairs,
    ledger_rows.candidates,
    case
        when ledger_rows.activity_number is not null
            then printf('%s-%06d', batch.batch_id, ledger_rows.activity_number)
    end as record_id,
    ledger_rows.raw
from ledger_rows
cross join raw.batch
