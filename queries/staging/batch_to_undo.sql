-- One row: the batch `batch_id`, if there is one.
select
    file,
    kind,
    undone_in
from batches
where batch_id = $batch_id
