-- One row per change of a record by hand, the newest first.
-- For the history of a task, a problem, a visit, a meeting or a paper's wording.
-- record_table  varchar    table of the record
-- record_id     varchar    id of the record
-- changed_at    timestamp  when, UTC
-- changed_by    varchar    who, as they wrote it
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
order by changed_at desc, record_table asc, record_id asc
