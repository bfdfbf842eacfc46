-- One row per row of `table` that the batch `batch_id` changed and that is not any more as it
-- left it.
with now_rows as (
    select
        json_extract_string(to_json(rows_now), '$.' || $key) as record_id,
        to_json(rows_now)::varchar as values_now
    from query_table($table) as rows_now
)

select row_changes.record_id
from row_changes
left join now_rows on row_changes.record_id = now_rows.record_id
where
    row_changes.batch_id = $batch_id
    and row_changes.after is distinct from now_rows.values_now
order by row_changes.record_id
