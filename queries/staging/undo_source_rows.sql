-- One row of `source_rows` fewer per row of the batch `batch_id`.
delete from source_rows
where batch_id = $batch_id
