-- One row of `source_rows` per row of a district table: its number and its text as read.
insert into source_rows
select
    $batch_id as batch_id,
    null as sheet,
    row_number,
    'accepted' as outcome,
    null as skip_kind,
    null as duplicate_batch,
    null as duplicate_file,
    null as duplicate_sheet,
    null as duplicate_row,
    null as reasons,
    null as repairs,
    null as candidates,
    json_extract_string(to_json(file_rows), '$.' || $key) as record_id,
    json_merge_patch(to_json(file_rows), '{"row_number": null}') as raw
from query_table($table) as file_rows
