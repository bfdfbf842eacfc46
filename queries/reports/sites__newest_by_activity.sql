-- One row per activity of the site `site_id`, the newest first, at most `rows`.
-- For the site's card, whatever the period. Only the months that hold those rows are read.
-- activity_id             varchar  activity
-- started_on              date     day it began
-- title                   varchar  title as the ledger has it
-- theme_id                varchar  theme
-- attendance              integer  attendance (visits); null where not reported
-- attendance_is_estimate  boolean  whether the ledger hedged the number
with months as (
    select month
    from site_months
    where site_id = $site_id::varchar and activities > 0
    order by month desc
    limit $rows::bigint
)

select
    activity_id,
    started_on,
    title,
    theme_id,
    attendance,
    attendance_is_estimate
from counted_activities
where
    site_id = $site_id::varchar
    and started_on >= (select min(months.month) from months)
order by started_on desc, activity_id desc
limit $rows::bigint
