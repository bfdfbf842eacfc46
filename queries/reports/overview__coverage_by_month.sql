-- One row per month of the period.
-- For the share of communities that have a station; themes and levels do not apply. Of a month
-- that the period cuts, the period's end counts.
-- month        date    first day of the month
-- communities  bigint  communities (communities)
-- covered      bigint  of these, with an open station at the month's end (communities)
with stations as (
    select distinct
        open_months.month,
        sites.community_id
    from
        open_site_months(
            $since::date, $until::date, $streets::varchar[], null
        ) as open_months
    inner join sites on open_months.site_id = sites.site_id
    inner join levels on sites.level = levels.level
    where levels.covers_communities and sites.community_id is not null
),

months as (
    select unnest(
        generate_series(date_trunc('month', $since::date), $until::date, interval 1 month)
    )::date as month
)

select
    months.month,
    count(communities.community_id) as communities,
    count(stations.community_id) as covered
from months
left join communities
    on $streets::varchar[] is null or list_contains($streets::varchar[], communities.street_id)
left join stations
    on months.month = stations.month and communities.community_id = stations.community_id
group by months.month
order by months.month
