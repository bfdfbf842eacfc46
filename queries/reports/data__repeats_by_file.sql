-- One row per file with rows that were skipped as repeats of rows of the batch `batch_id`.
-- What does not come back by itself when the batch is taken back.
-- file  varchar  file that the skipped rows are in
-- rows  bigint   skipped rows (rows)
with kept as (
    select
        batches.file as duplicate_file,
        source_rows.sheet as duplicate_sheet,
        source_rows.row_number as duplicate_row
    from source_rows
    inner join batches on source_rows.batch_id = batches.batch_id
    where source_rows.batch_id = $batch_id::varchar and source_rows.record_id is not null
),

skipped as (
    select
        batch_id,
        duplicate_file,
        duplicate_sheet,
        duplicate_row
    from source_rows
    where skip_kind = 'duplicate' and batch_id > $batch_id::varchar
),

repeats as (
    select skipped.batch_id
    from skipped semi join kept using (duplicate_file, duplicate_sheet, duplicate_row)
)

select
    batches.file,
    count(*) as rows
from repeats
inner join batches on repeats.batch_id = batches.batch_id
where batches.kind = 'ledger'
group by batches.file
order by batches.file
