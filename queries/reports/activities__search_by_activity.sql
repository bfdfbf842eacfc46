-- One row per activity of the period whose title, place or site holds every word of `search`, the
-- newest first: `rows` of them after the first `skip`.
-- For a page of the list when something is searched; capitals and small letters are the same, and
-- no character has a meaning of its own.
-- activity_id             varchar  id of the activity
-- started_on              date     day it began
-- title                   varchar  title as the ledger has it
-- theme_id                varchar  theme
-- street_id               varchar  street; null for the district's own
-- site_name               varchar  site, in the district's language
-- site_name_en            varchar  site, in English
-- place                   varchar  place as the ledger has it
-- attendance              integer  attendance (visits); null where not reported
-- attendance_is_estimate  boolean  whether the ledger hedged the number
-- volunteers              integer  volunteers (persons); null where not reported
-- service_hours           double   volunteer hours (hours); null where not reported
-- mode                    varchar  offline or online
-- found                   bigint   all that hold the words, on this page or not (activities)
with words as (
    select unnest(string_split(lower($search::varchar), ' ')) as word
),

texts as (
    select
        activities.activity_id,
        activities.started_on,
        activities.title,
        activities.theme_id,
        activities.street_id,
        sites.name as site_name,
        coalesce(sites.name_en, sites.name) as site_name_en,
        activities.place,
        activities.attendance,
        activities.attendance_is_estimate,
        activities.volunteers,
        activities.service_hours,
        activities.mode,
        lower(
            concat_ws(' ', activities.title, activities.place, sites.name, sites.name_en)
        ) as searched
    from counted_activities as activities
    left join sites on activities.site_id = sites.site_id
    where
        activities.started_on between $since::date and $until::date
        and (
            $streets::varchar[] is null
            or list_contains($streets::varchar[], activities.street_id)
        )
        and ($levels::varchar[] is null or list_contains($levels::varchar[], activities.level))
        and ($themes::varchar[] is null or list_contains($themes::varchar[], activities.theme_id))
)

select
    texts.* exclude (searched),
    count(*) over () as found
from texts
where
    not exists (
        select 1
        from words
        where not contains(texts.searched, words.word)
    )
order by texts.started_on desc, texts.activity_id desc
limit $rows::bigint offset $skip::bigint
