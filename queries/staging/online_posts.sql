-- One row per post on the online platform.
select
    post_id,
    published_on::date as published_on,
    section_id,
    title,
    views::integer as views,
    participants::integer as participants,
    theme_id
from raw.online_posts
