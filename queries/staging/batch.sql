-- One row of `batches`: a file that was imported.
insert into batches
values (
    $batch_id,
    $kind,
    $file,
    $office,
    $version,
    $undone_in,
    $sha256,
    $imported_at,
    $as_of,
    $crs,
    $encoding,
    $hidden_sheets,
    $rows_read,
    $accepted,
    $repaired,
    $review,
    $rejected,
    $skipped
)
