-- One row per change of a record by hand: who changed it when, and the row before and after.
select
    record_table,
    record_id,
    changed_at::timestamp as changed_at,
    changed_by,
    before,
    after
from raw.record_changes
