-- One row per month, section and theme with posts in the period.
-- For the platform's charts and cards. Streets and levels do not apply: posts belong to none.
-- month                  date     first day of the month
-- section_id             varchar  section or series
-- theme_id               varchar  theme
-- posts                  bigint   posts (posts)
-- views_reported         bigint   of these, with their views (posts)
-- views                  bigint   views (views); null where none reported any
-- participants_reported  bigint   of these, with a number of people taking part (posts)
-- participants           bigint   taking part (visits); null where none reported any
select
    date_trunc('month', starts)::date as month,
    section_id,
    theme_id,
    sum(posts)::bigint as posts,
    sum(views_reported)::bigint as views_reported,
    sum(views)::bigint as views,
    sum(participants_reported)::bigint as participants_reported,
    sum(participants)::bigint as participants
from
    online_tallies_in(
        $since::date,
        $until::date,
        $whole_since::date,
        $whole_until::date,
        $themes::varchar[]
    )
group by all
order by month, section_id, theme_id
