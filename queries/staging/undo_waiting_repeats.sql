-- One row of `waiting_repeats` fewer per row of the batch `batch_id` that waits.
delete from waiting_repeats
where batch_id = $batch_id
