-- One row per file imported and not taken back, newest first; then the district tables by name.
-- For saying where the data come from.
-- batch_id       varchar    batch
-- kind           varchar    district for a table of the folder, ledger, or the table handed in
-- file           varchar    name of the file
-- imported_at    timestamp  when it was imported, UTC
-- as_of          date       day that counted as today on importing; null for district tables
-- rows_read      integer    rows read (rows)
-- accepted       integer    of these, accepted (rows)
-- repaired       integer    of these, repaired (rows)
-- review         integer    of these, awaiting review (rows)
-- rejected       integer    of these, rejected (rows)
-- skipped        integer    of these, skipped (rows)
select
    batch_id,
    kind,
    file,
    imported_at,
    as_of,
    rows_read,
    accepted,
    repaired,
    review,
    rejected,
    skipped
from batches
where undone_in is null
order by
    kind = 'district' asc,
    case when kind != 'district' then imported_at end desc,
    batch_id asc
