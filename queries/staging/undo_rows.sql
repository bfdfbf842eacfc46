-- One row per row that the batch `batch_id` changed: its id, and as it was before.
select
    record_id,
    before
from row_changes
where batch_id = $batch_id
order by record_id
