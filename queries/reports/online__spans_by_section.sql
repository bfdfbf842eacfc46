-- One row per section or series with posts by the period's end.
-- For saying how long each has run, also when the period has no post of it.
-- section_id  varchar  section or series
-- first_on    date     day of its first post
-- last_on     date     day of its last post
-- posts       bigint   posts up to the period's end (posts)
select
    section_id,
    min(starts) as first_on,
    max(starts) as last_on,
    sum(posts)::bigint as posts
from online_tallies
where
    not is_month
    and starts <= $until::date
    and ($themes::varchar[] is null or list_contains($themes::varchar[], theme_id))
group by section_id
order by section_id
