-- One row per repeat that waits, none at first: the columns of an activity, and of what was said of
-- the row it was read from. `repeats_id` is the activity that it repeats.
select
    *,
    null::varchar as repeats_id,
    null::varchar as reasons,
    null::varchar as repairs
from activities
where false
