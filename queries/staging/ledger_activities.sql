-- One row per activity among the rows of a ledger's file: what `activities.sql` makes typed.
create or replace view raw.activities as
select
    ledger_rows.*,
    batch.batch_id,
    printf('%s-%06d', batch.batch_id, ledger_rows.activity_number) as activity_id
from ledger_rows
cross join raw.batch
where ledger_rows.activity_number is not null
