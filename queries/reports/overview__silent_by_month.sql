-- One row per month of the period.
-- For the course of silence: sites open at each month's end, of levels from which something is
-- expected each month; of a month that the period cuts, at the period's end. The filter of themes
-- does not apply: any activity breaks silence.
-- month         date    first day of the month
-- day           date    day of which it is told
-- open_sites    bigint  sites open and expected on that day (sites)
-- silent_sites  bigint  of these, silent for `silent_months` full months or more (sites)
-- never_sites   bigint  of these, without any activity so far (sites)
select
    date_trunc('month', day)::date as month,
    day,
    count(*) as open_sites,
    count(*) filter (where months_silent >= $silent_months::integer) as silent_sites,
    count(*) filter (where last_on is null) as never_sites
from
    states_by_day(
        $since::date,
        $until::date,
        $whole_until::date,
        $streets::varchar[],
        $levels::varchar[]
    )
where is_expected and not is_closed
group by day
order by day
