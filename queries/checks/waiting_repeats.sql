-- One row per waiting repeat that repeats nothing which is there, or that is kept as well.
select
    waiting_repeats.activity_id,
    waiting_repeats.repeats_id
from waiting_repeats
left join activities as repeated on waiting_repeats.repeats_id = repeated.activity_id
left join activities as own on waiting_repeats.activity_id = own.activity_id
where repeated.activity_id is null or own.activity_id is not null
