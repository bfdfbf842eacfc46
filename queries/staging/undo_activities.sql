-- One row of `activities` fewer per activity of the batch `batch_id`.
delete from activities
where batch_id = $batch_id
