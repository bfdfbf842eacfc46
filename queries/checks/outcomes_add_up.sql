-- One row per standing batch whose outcomes do not add up to the rows it was read from.
select
    batches.batch_id,
    batches.file,
    batches.rows_read,
    count(source_rows.batch_id) as rows_kept
from batches
left join source_rows on batches.batch_id = source_rows.batch_id
where batches.undone_in is null
group by all
having
    batches.rows_read != count(source_rows.batch_id)
    or batches.rows_read
    != any_value(accepted) + any_value(repaired) + any_value(review)
    + any_value(rejected) + any_value(skipped)
