-- One row per waiting repeat of an activity that is no longer there: what it is now, and the place
-- of the row that it still repeats, if it does. `told` are messages, JSON without brackets.
create temp table lost_repeats as
select
    waiting_repeats.*,
    compared.told,
    compared.of_batch,
    compared.of_file,
    compared.of_sheet,
    compared.of_row,
    coalesce(compared.is_duplicate, false) as is_duplicate
from waiting_repeats
anti join activities on waiting_repeats.repeats_id = activities.activity_id
left join compared on waiting_repeats.activity_id = compared.activity_id
