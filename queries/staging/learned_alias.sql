-- One row of `learned_aliases`: a name that was settled once; the newest choice holds.
-- The linter does not know `merge`, DuckDB does.
merge into learned_aliases -- noqa: PRS
using (
    select
        $alias as alias,
        $site_id as site_id,
        $office as office,
        max(version) as version
    from store_version
) as chosen
on learned_aliases.alias = chosen.alias
when matched then update
when not matched then insert
