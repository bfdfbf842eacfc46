-- One row of `row_changes` fewer per row that the batch `batch_id` changed.
delete from row_changes
where batch_id = $batch_id
