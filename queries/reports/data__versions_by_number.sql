-- One row per version that the current one stands on, the newest first.
-- For the history: who changed the data when, and by how much.
-- version     integer    number of the version
-- created_at  timestamp  when it was published, UTC
-- action      varchar    what made it: init, import, undo, settle, edit (wenming/store/actions.py)
-- note        varchar    the district, or the files
-- office      varchar    office that published it; empty where nobody said
-- activities  bigint     activities that count since (activities)
-- added       bigint     activities counted that were not before (activities)
-- removed     bigint     activities no longer counted (activities)
with changes as (
    select
        version,
        sum(added)::bigint as added,
        sum(removed)::bigint as removed
    from version_changes
    group by version
)

select
    store_version.version,
    store_version.created_at,
    store_version.action,
    store_version.note,
    store_version.office,
    store_version.activities,
    coalesce(changes.added, 0) as added,
    coalesce(changes.removed, 0) as removed
from store_version
left join changes on store_version.version = changes.version
order by store_version.version desc
