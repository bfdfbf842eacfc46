-- One row per change of a record, by hand or by a file that was handed in, the newest first.
-- For the history of a task, a problem, a visit, a meeting or a paper's wording.
-- record_table  varchar    table of the record
-- record_id     varchar    id of the record
-- changed_at    timestamp  when, UTC
-- changed_by    varchar    who, as they wrote it; null where a file's office is not known
-- before        varchar    the row before, JSON by column; null for a new one
-- after         varchar    the row after, JSON by column; null for one taken away
select
    record_table,
    record_id,
    changed_at,
    changed_by,
    before,
    after
from record_changes
union all
select
    row_changes.record_table,
    row_changes.record_id,
    batches.imported_at as changed_at,
    batches.office as changed_by,
    row_changes.before,
    row_changes.after
from row_changes
inner join batches on row_changes.batch_id = batches.batch_id
where list_contains($tables::varchar[], row_changes.record_table)
order by changed_at desc, record_table asc, record_id asc
