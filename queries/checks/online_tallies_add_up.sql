-- One row per online tally whose sum differs from the posts it was made from.
with expected as (
    select
        count(*) as posts,
        coalesce(sum(views), 0) as views,
        coalesce(sum(participants), 0) as participants
    from online_posts
),

found as (
    select
        kinds.is_month,
        coalesce(sum(online_tallies.posts), 0) as posts,
        coalesce(sum(online_tallies.views), 0) as views,
        coalesce(sum(online_tallies.participants), 0) as participants
    from (values (true), (false)) as kinds (is_month)
    left join online_tallies on kinds.is_month = online_tallies.is_month
    group by kinds.is_month
)

select
    found.*,
    expected.posts as expected_posts,
    expected.views as expected_views
from found
cross join expected
where
    found.posts != expected.posts
    or found.views != expected.views
    or found.participants != expected.participants
