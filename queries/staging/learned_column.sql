-- One row of `learned_columns`: what an office chose a heading to mean; the newest choice holds.
-- The linter does not know `merge`, DuckDB does.
merge into learned_columns -- noqa: PRS
using (
    select
        $office as office,
        $table as table_name,
        $heading as heading,
        $field as field,
        max(version) as version
    from store_version
) as chosen
on
    learned_columns.office = chosen.office
    and learned_columns.table_name = chosen.table_name
    and learned_columns.heading = chosen.heading
when matched then update
when not matched then insert
