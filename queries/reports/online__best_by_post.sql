-- One row per post of the period with the most views, the most viewed first, at most $rows and 10.
-- For the list of what drew people.
-- post_id       varchar  id of the post
-- published_on  date     day of publication
-- section_id    varchar  section or series
-- theme_id      varchar  theme
-- title         varchar  title
-- views         integer  views (views)
-- participants  integer  taking part (visits); null where not reported
select
    post_id,
    published_on,
    section_id,
    theme_id,
    title,
    views,
    participants
from best_posts
where
    published_on between $since::date and $until::date
    and ($themes::varchar[] is null or list_contains($themes::varchar[], theme_id))
order by views desc, published_on desc, post_id asc
limit least($rows::integer, 10)
