-- One row of `row_changes` per row of `table` that a batch added, replaced or took away: as it
-- was in `raw.before`, and as it is now; null where there was or is none.
insert into row_changes
with before_rows as (
    select
        json_extract_string(to_json(rows_before), '$.' || $key) as record_id,
        to_json(rows_before)::varchar as values_before
    from query_table('raw.before') as rows_before
),

after_rows as (
    select
        json_extract_string(to_json(rows_after), '$.' || $key) as record_id,
        to_json(rows_after)::varchar as values_after
    from query_table($table) as rows_after
)

select
    $batch_id as batch_id,
    $table as record_table,
    coalesce(before_rows.record_id, after_rows.record_id) as record_id,
    before_rows.values_before,
    after_rows.values_after
from before_rows
full outer join after_rows on before_rows.record_id = after_rows.record_id
where before_rows.values_before is distinct from after_rows.values_after
