-- One row of `source_rows` changed per waiting repeat: kept again, or a repeat of another row.
update source_rows
set
    outcome = coalesce(activities.outcome, source_rows.outcome),
    skip_kind = case when lost_repeats.is_duplicate then source_rows.skip_kind end,
    duplicate_batch = case when lost_repeats.is_duplicate then lost_repeats.of_batch end,
    duplicate_file = case when lost_repeats.is_duplicate then lost_repeats.of_file end,
    duplicate_sheet = case when lost_repeats.is_duplicate then lost_repeats.of_sheet end,
    duplicate_row = case when lost_repeats.is_duplicate then lost_repeats.of_row end,
    reasons = case
        when lost_repeats.is_duplicate then '[' || lost_repeats.told || ']'
        when lost_repeats.told is null then lost_repeats.reasons
        when lost_repeats.reasons = '[]' then '[' || lost_repeats.told || ']'
        else '[' || lost_repeats.told || ', ' || lost_repeats.reasons[2:]
    end,
    repairs = case
        when lost_repeats.is_duplicate then source_rows.repairs else lost_repeats.repairs
    end,
    record_id = activities.activity_id
from lost_repeats
left join activities on lost_repeats.activity_id = activities.activity_id
where
    source_rows.batch_id = lost_repeats.batch_id
    and source_rows.sheet is not distinct from lost_repeats.sheet
    and source_rows.row_number = lost_repeats.row_number
