-- One row per month of the period.
-- For the course of silence: sites open at each month's end, of levels from which something is
-- expected each month. The filter of themes does not apply: any activity breaks silence.
-- month         date    first day of the month
-- open_sites    bigint  sites open at the month's end (sites)
-- silent_sites  bigint  of these, silent for `silent_months` full months or more (sites)
-- never_sites   bigint  of these, without any activity so far (sites)
with held as (
    select distinct
        site_id,
        date_trunc('month', starts)::date as month
    from
        site_tallies_in(
            date '1900-01-01',
            $until::date,
            date '1900-01-01',
            $whole_until::date,
            $streets::varchar[],
            $levels::varchar[],
            null
        )
)

select
    open_months.month,
    count(*) as open_sites,
    count(*) filter (
        where date_diff('month', held.month, open_months.month) >= $silent_months::integer
    ) as silent_sites,
    count(*) filter (where held.month is null) as never_sites
from
    open_site_months(
        $since::date, $until::date, $streets::varchar[], $levels::varchar[]
    ) as open_months
asof left join held
    on open_months.site_id = held.site_id and open_months.month >= held.month
group by open_months.month
order by open_months.month
