-- One row per file with waiting repeats that are kept again: its name, and how many.
select
    batches.file,
    count(*) as returned
from lost_repeats
inner join batches on lost_repeats.batch_id = batches.batch_id
where not lost_repeats.is_duplicate
group by
    batches.batch_id,
    batches.file
order by batches.batch_id
