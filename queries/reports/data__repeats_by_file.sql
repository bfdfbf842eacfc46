-- One row per file with rows that wait because they repeat rows of the batch `batch_id`.
-- What is compared anew when the batch is taken back, and kept where it repeats nothing any more.
-- file  varchar  file that the waiting rows are in
-- rows  bigint   waiting rows (rows)
select
    batches.file,
    count(*) as rows
from waiting_repeats
inner join activities as kept on waiting_repeats.repeats_id = kept.activity_id
inner join batches on waiting_repeats.batch_id = batches.batch_id
where kept.batch_id = $batch_id::varchar
group by
    batches.batch_id,
    batches.file
order by
    batches.file,
    batches.batch_id
