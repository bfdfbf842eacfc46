-- One row of `batches` changed per file with waiting repeats that are kept again.
update batches
set
    accepted = batches.accepted + returned.accepted,
    repaired = batches.repaired + returned.repaired,
    review = batches.review + returned.review,
    skipped = batches.skipped - returned.all_rows
from (
    select
        lost_repeats.batch_id,
        count(*) filter (where activities.outcome = 'accepted') as accepted,
        count(*) filter (where activities.outcome = 'repaired') as repaired,
        count(*) filter (where activities.outcome = 'review') as review,
        count(*) as all_rows
    from lost_repeats
    inner join activities on lost_repeats.activity_id = activities.activity_id
    group by lost_repeats.batch_id
) as returned
where batches.batch_id = returned.batch_id
