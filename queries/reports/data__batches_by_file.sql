-- One row per file that was imported, the newest first, those taken back among them.
-- For the history of what was handed in, and for taking it back.
-- batch_id     varchar    batch
-- file         varchar    name of the file
-- kind         varchar    ledger, or the table that the file holds
-- office       varchar    office that handed it in; null where nobody said
-- imported_at  timestamp  when it was imported, UTC
-- version      integer    version that brought it in
-- undone_in    integer    version that took it back; null while it stands
-- rows_read    integer    rows read (rows)
-- accepted     integer    of these, accepted (rows)
-- repaired     integer    of these, repaired (rows)
-- review       integer    of these, awaiting review when imported (rows)
-- rejected     integer    of these, rejected (rows)
-- skipped      integer    of these, skipped (rows)
select
    batch_id,
    file,
    kind,
    office,
    imported_at,
    version,
    undone_in,
    rows_read,
    accepted,
    repaired,
    review,
    rejected,
    skipped
from batches
where kind != 'district'
order by version desc, batch_id desc
