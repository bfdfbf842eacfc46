-- One row of `activities` per waiting repeat that repeats nothing any more; one that may repeat
-- something is to be reviewed.
insert into activities by name
select
    * exclude (
        repeats_id, reasons, repairs, told, of_batch, of_file, of_sheet, of_row, is_duplicate
    )
    replace (case when told is null then outcome else 'review' end as outcome)
from lost_repeats
where not is_duplicate
