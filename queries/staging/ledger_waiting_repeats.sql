-- One row of `waiting_repeats` per row of a ledger's file that was skipped as repeating a row of
-- another ledger: what it is if that one is taken back. A file's own line of `batches` comes after
-- its rows, so that repeats within the file, which never come back, are not among them.
insert into waiting_repeats by name
select
    printf('%s-%06d', $batch_id, activity_number) as activity_id,
    kept.activity_id as repeats_id,
    ledger_rows.title,
    ledger_rows.started_on,
    ledger_rows.ended_on,
    ledger_rows.start_time,
    ledger_rows.end_time,
    ledger_rows.site_id,
    ledger_rows.street_id,
    ledger_rows.theme_id,
    ledger_rows.theme_raw,
    ledger_rows.team_id,
    ledger_rows.team_raw,
    ledger_rows.place,
    ledger_rows.lon,
    ledger_rows.lat,
    ledger_rows.attendance,
    ledger_rows.attendance_is_estimate,
    ledger_rows.volunteers,
    ledger_rows.service_hours,
    ledger_rows.mode,
    ledger_rows.note,
    ledger_rows.own_outcome as outcome,
    $batch_id as batch_id,
    ledger_rows.sheet,
    ledger_rows.row_number,
    ledger_rows.own_reasons as reasons,
    ledger_rows.own_repairs as repairs
from ledger_rows
inner join activities as kept
    on
        coalesce(
            printf('b%05d', $batches_before + try_cast(duplicate_batch as integer)),
            duplicate_batch
        ) = kept.batch_id
        and ledger_rows.duplicate_row = kept.row_number
        and ledger_rows.duplicate_sheet = coalesce(kept.sheet, '')
inner join batches on kept.batch_id = batches.batch_id and batches.kind = 'ledger'
where ledger_rows.own_outcome is not null
