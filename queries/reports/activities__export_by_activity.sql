-- One row per activity of the period, the newest first, at most `rows`; with `search`, only those
-- whose title, place or site holds every word of it.
-- For the file that people download: with the ledger row that each came from.
-- activity_id             varchar  id of the activity
-- started_on              date     day it began
-- ended_on                date     day it ended; null for one day
-- title                   varchar  title as the ledger has it
-- theme_id                varchar  theme
-- theme_raw               varchar  theme as the ledger has it
-- street_id               varchar  street; null for the district's own
-- level                   varchar  level of the site
-- site_name               varchar  site, in the district's language
-- site_name_en            varchar  site, in English
-- team_name               varchar  team, in the district's language, or as the ledger has it
-- team_name_en            varchar  team, in English, or as the ledger has it
-- place                   varchar  place as the ledger has it
-- mode                    varchar  offline or online
-- attendance              integer  attendance (visits); null where not reported
-- attendance_is_estimate  boolean  whether the ledger hedged the number
-- volunteers              integer  volunteers (persons); null where not reported
-- service_hours           double   volunteer hours (hours); null where not reported
-- outcome                 varchar  accepted, repaired or settled
-- file                    varchar  file it came from
-- sheet                   varchar  sheet of the file; null for a file without sheets
-- row_number              integer  row of the sheet, as a spreadsheet shows it
with words as (
    select unnest(string_split(lower($search::varchar), ' ')) as word
),

narrowed as not materialized (
    select *
    from counted_activities
    where
        started_on between $since::date and $until::date
        and ($streets::varchar[] is null or list_contains($streets::varchar[], street_id))
        and ($levels::varchar[] is null or list_contains($levels::varchar[], level))
        and ($themes::varchar[] is null or list_contains($themes::varchar[], theme_id))
),

-- Which rows, from few columns: the names and texts are fetched for those alone. Without a search
-- apart, since then the newest can be read without reading the rest.
chosen as (
    (
        select
            activity_id,
            started_on
        from narrowed
        where $search::varchar = ''
        order by started_on desc, activity_id desc
        limit $rows::bigint
    )
    union all
    (
        select
            narrowed.activity_id,
            narrowed.started_on
        from narrowed
        left join sites on narrowed.site_id = sites.site_id
        where
            $search::varchar != ''
            and not exists (
                select 1
                from words
                where
                    not contains(
                        lower(
                            concat_ws(
                                ' ', narrowed.title, narrowed.place, sites.name, sites.name_en
                            )
                        ),
                        words.word
                    )
            )
        order by narrowed.started_on desc, narrowed.activity_id desc
        limit $rows::bigint
    )
)

select
    counted.activity_id,
    counted.started_on,
    counted.ended_on,
    counted.title,
    counted.theme_id,
    activities.theme_raw,
    counted.street_id,
    counted.level,
    sites.name as site_name,
    coalesce(sites.name_en, sites.name) as site_name_en,
    coalesce(teams.name, activities.team_raw) as team_name,
    coalesce(teams.name_en, teams.name, activities.team_raw) as team_name_en,
    counted.place,
    counted.mode,
    counted.attendance,
    counted.attendance_is_estimate,
    counted.volunteers,
    counted.service_hours,
    activities.outcome,
    batches.file,
    activities.sheet,
    activities.row_number
from chosen
-- By the day as well: both tables lie by day, so that only the parts of those days are read.
inner join counted_activities as counted
    on chosen.started_on = counted.started_on and chosen.activity_id = counted.activity_id
inner join activities
    on chosen.started_on = activities.started_on and chosen.activity_id = activities.activity_id
left join sites on counted.site_id = sites.site_id
left join teams on counted.team_id = teams.team_id
left join batches on activities.batch_id = batches.batch_id
order by counted.started_on desc, counted.activity_id desc
