-- One row per whole month of the period.
-- For the share of active sites: sites of levels from which something is expected each month. The
-- days at the period's edges that are no whole month are left out.
-- month         date    first day of the month
-- open_sites    bigint  sites open at the month's end (sites)
-- active_sites  bigint  of these, with at least one activity in the month (sites)
with active as (
    select distinct
        site_id,
        date_trunc('month', starts)::date as month
    from
        site_tallies_in(
            $since::date,
            $until::date,
            $whole_since::date,
            $whole_until::date,
            $streets::varchar[],
            $levels::varchar[],
            $themes::varchar[]
        )
)

select
    open_months.month,
    count(*) as open_sites,
    count(active.site_id) as active_sites
from
    open_site_months(
        $whole_since::date,
        $whole_until::date - 1,
        $streets::varchar[],
        $levels::varchar[]
    ) as open_months
left join active
    on open_months.site_id = active.site_id and open_months.month = active.month
group by open_months.month
order by open_months.month
