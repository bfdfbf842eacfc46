-- One row per activity, the newest of the period first.
-- For the overview's short list.
-- activity_id             varchar  id of the activity
-- started_on              date     day it began
-- title                   varchar  title as the ledger has it
-- site_name               varchar  site, in the district's language
-- site_name_en            varchar  site, in English
-- street_id               varchar  street
-- theme_id                varchar  theme
-- attendance              integer  attendance (visits); null where not reported
-- attendance_is_estimate  boolean  whether the ledger hedged the number
select
    activities.activity_id,
    activities.started_on,
    activities.title,
    sites.name as site_name,
    coalesce(sites.name_en, sites.name) as site_name_en,
    activities.street_id,
    activities.theme_id,
    activities.attendance,
    activities.attendance_is_estimate
from (
    select *
    from counted_activities
    where
        started_on between $since::date and $until::date
        and ($streets::varchar[] is null or list_contains($streets::varchar[], street_id))
        and ($levels::varchar[] is null or list_contains($levels::varchar[], level))
        and ($themes::varchar[] is null or list_contains($themes::varchar[], theme_id))
    order by started_on desc, activity_id desc
    limit $rows
) as activities
left join sites on activities.site_id = sites.site_id
order by activities.started_on desc, activities.activity_id desc
