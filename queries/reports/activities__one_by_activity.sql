-- One row: the activity `activity_id`, of any outcome, with the ledger row it came from.
-- For opening one activity; no row where there is no such activity.
-- activity_id             varchar    id of the activity
-- title                   varchar    title as the ledger has it
-- started_on              date       day it began
-- ended_on                date       day it ended; null for one day
-- start_time              time       when it began; null where not known
-- end_time                time       when it ended; null where not known
-- street_id               varchar    street; null for the district's own
-- site_name               varchar    site, in the district's language; null where none was found
-- site_name_en            varchar    site, in English
-- level                   varchar    level of the site
-- theme_id                varchar    theme
-- theme_raw               varchar    theme as the ledger has it
-- team_name               varchar    team, in the district's language; null where not known
-- team_name_en            varchar    team, in English
-- team_raw                varchar    team as the ledger has it
-- place                   varchar    place as the ledger has it
-- attendance              integer    attendance (visits); null where not reported
-- attendance_is_estimate  boolean    whether the ledger hedged the number
-- volunteers              integer    volunteers (persons); null where not reported
-- service_hours           double     volunteer hours (hours); null where not reported
-- mode                    varchar    offline or online
-- note                    varchar    note as the ledger has it
-- outcome                 varchar    accepted, repaired, settled or review
-- batch_id                varchar    batch it came with
-- file                    varchar    file it came from
-- imported_at             timestamp  when that file was imported, UTC
-- sheet                   varchar    sheet of the file; null for a file without sheets
-- row_number              integer    row of the sheet, as a spreadsheet shows it
-- raw                     varchar    the row's text by heading, as imported: JSON object
-- repairs                 varchar    cells before and after repair: JSON list; null for none
-- reasons                 varchar    what intake remarked: JSON list; null for nothing
with one as (
    select *
    from activities
    where activity_id = $activity_id::varchar
)

select
    one.activity_id,
    one.title,
    one.started_on,
    one.ended_on,
    one.start_time,
    one.end_time,
    coalesce(sites.street_id, one.street_id) as street_id,
    sites.name as site_name,
    coalesce(sites.name_en, sites.name) as site_name_en,
    sites.level,
    one.theme_id,
    one.theme_raw,
    teams.name as team_name,
    coalesce(teams.name_en, teams.name) as team_name_en,
    one.team_raw,
    one.place,
    one.attendance,
    one.attendance_is_estimate,
    one.volunteers,
    one.service_hours,
    one.mode,
    one.note,
    one.outcome,
    one.batch_id,
    batches.file,
    batches.imported_at,
    one.sheet,
    one.row_number,
    source_rows.raw,
    source_rows.repairs,
    source_rows.reasons
from one
left join sites on one.site_id = sites.site_id
left join teams on one.team_id = teams.team_id
left join batches on one.batch_id = batches.batch_id
left join source_rows
    on
        one.batch_id = source_rows.batch_id
        and one.row_number = source_rows.row_number
        and one.sheet is not distinct from source_rows.sheet
