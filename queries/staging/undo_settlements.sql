-- One row of `settlements` fewer per row settled of the batch `batch_id`.
delete from settlements
where batch_id = $batch_id
