-- One row of `waiting_repeats` changed per repeat that goes on to wait, for another row.
update waiting_repeats
set repeats_id = kept.activity_id
from lost_repeats
inner join activities as kept
    on
        lost_repeats.of_batch = kept.batch_id
        and lost_repeats.of_row = kept.row_number
        and lost_repeats.of_sheet = coalesce(kept.sheet, '')
where
    waiting_repeats.activity_id = lost_repeats.activity_id
    and lost_repeats.is_duplicate
