-- One row of `batches` changed: the batch `batch_id` is taken back by the version being built.
update batches
set undone_in = (select max(version) from store_version)
where batch_id = $batch_id
