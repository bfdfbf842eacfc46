-- One row per whole month of the period and level from which something is expected each month.
-- For monthly minimums, reporting and timeliness. Themes do not apply: any activity counts.
-- month     date    first day of the month
-- level     varchar  level of the sites
-- minimum   integer  activities expected of each open site in the month
-- expected  bigint  sites open at the month's end (sites)
-- met       bigint  of these, with at least the minimum of activities (sites)
-- reported  bigint  of these, with a row in the ledgers, also one awaiting review (sites)
-- dated     bigint  of those reported, where it is known when the row was handed in (sites)
-- in_time   bigint  of those dated, handed in by the due day of the month after (sites)
select
    open_months.month,
    open_months.level,
    levels.minimum_per_month::integer as minimum,
    count(*) as expected,
    count(*) filter (where site_months.activities >= levels.minimum_per_month) as met,
    count(site_months.site_id) as reported,
    count(site_months.handed_in_on) as dated,
    count(*) filter (
        where
        site_months.handed_in_on
        < open_months.month + interval 1 month + to_days($due_day::integer)
    ) as in_time
from
    open_site_months(
        $whole_since::date,
        $whole_until::date - 1,
        $streets::varchar[],
        $levels::varchar[]
    ) as open_months
inner join sites_of_unit($unit::varchar) as sites on open_months.site_id = sites.site_id
inner join levels on open_months.level = levels.level
left join site_months
    on open_months.site_id = site_months.site_id and open_months.month = site_months.month
group by open_months.month, open_months.level, levels.minimum_per_month, levels.sort
order by open_months.month, levels.sort
