-- One row per activity of the period, the newest first: `rows` of them after the first `skip`.
-- For a page of the list. The log lies newest first, so a short period reads only its own part.
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
select
    page.activity_id,
    page.started_on,
    page.title,
    page.theme_id,
    page.street_id,
    sites.name as site_name,
    coalesce(sites.name_en, sites.name) as site_name_en,
    page.place,
    page.attendance,
    page.attendance_is_estimate,
    page.volunteers,
    page.service_hours,
    page.mode
from (
    select *
    from counted_activities
    where
        started_on between $since::date and $until::date
        and ($streets::varchar[] is null or list_contains($streets::varchar[], street_id))
        and ($levels::varchar[] is null or list_contains($levels::varchar[], level))
        and ($themes::varchar[] is null or list_contains($themes::varchar[], theme_id))
    order by started_on desc, activity_id desc
    limit $rows::bigint offset $skip::bigint
) as page
left join sites on page.site_id = sites.site_id
order by page.started_on desc, page.activity_id desc
