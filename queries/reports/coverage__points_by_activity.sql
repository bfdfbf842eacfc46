-- One row per activity of the period, newest first, at most `rows` of them.
-- For the map's markers, one an activity, where the period holds no more than a map can show.
-- activity_id             varchar  id of the activity
-- started_on              date     day it began
-- title                   varchar  title as the ledger has it
-- site_id                 varchar  site; null for none
-- street_id               varchar  street; null for none
-- theme_id                varchar  theme; null for none
-- lon                     double   longitude of the activity, else of its site; null for neither
-- lat                     double   latitude of the activity, else of its site; null for neither
-- attendance              integer  attendance (visits); null where not reported
-- attendance_is_estimate  boolean  whether the ledger hedged the number
select
    activity_id,
    started_on,
    title,
    site_id,
    street_id,
    theme_id,
    lon,
    lat,
    attendance,
    attendance_is_estimate
from counted_activities
where
    started_on between $since::date and $until::date
    and ($streets::varchar[] is null or list_contains($streets::varchar[], street_id))
    and ($levels::varchar[] is null or list_contains($levels::varchar[], level))
    and ($themes::varchar[] is null or list_contains($themes::varchar[], theme_id))
order by started_on desc, activity_id desc
limit $rows
