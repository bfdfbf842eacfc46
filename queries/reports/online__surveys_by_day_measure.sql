-- One row per survey day and measure, up to the period's end.
-- For the rates over time. Streets' answers are added up, unless the day has an answer of the whole
-- district: then that one counts, so that nobody is counted twice.
-- surveyed_on  date     day of the survey
-- measure      varchar  awareness, support, participation or satisfaction
-- streets      bigint   streets whose answers are in it (streets); 0 for the whole district's
-- asked        bigint   people asked (persons)
-- yes          bigint   of these, who said yes (persons)
with answers as (
    select
        surveyed_on,
        measure,
        street_id,
        asked,
        yes,
        bool_or(street_id is null) over (partition by surveyed_on, measure) as has_whole
    from surveys
    where
        surveyed_on <= $until::date
        and asked is not null
        and yes is not null
        and ($streets::varchar[] is null or list_contains($streets::varchar[], street_id))
)

select
    surveyed_on,
    measure,
    count(distinct street_id) as streets,
    sum(asked)::bigint as asked,
    sum(yes)::bigint as yes
from answers
where has_whole = (street_id is null)
group by surveyed_on, measure
order by surveyed_on, measure
