-- One row per month and per day with posts (is_month tells which), section and theme.
-- Days are there for periods that do not begin and end with a month; no query reads both for
-- the same day. Small however many posts there are.
with by_day as (
    select
        published_on as starts,
        date_trunc('month', published_on)::date as month,
        section_id,
        coalesce(theme_id, 'other') as theme_id,
        count(*)::integer as posts,
        count(views)::integer as views_reported,
        sum(views)::bigint as views,
        count(participants)::integer as participants_reported,
        sum(participants)::bigint as participants
    from online_posts
    group by all
)

select
    true as is_month,
    month as starts,
    section_id,
    theme_id,
    sum(posts)::integer as posts,
    sum(views_reported)::integer as views_reported,
    sum(views)::bigint as views,
    sum(participants_reported)::integer as participants_reported,
    sum(participants)::bigint as participants
from by_day
group by all
union all by name
select
    false as is_month,
    * exclude (month)
from by_day
order by is_month desc, starts asc, section_id asc
