-- One row per post among the ten most viewed of its day, section and theme.
-- The most viewed posts of any period are among those of its days, so that finding them costs the
-- same however many posts there are.
select
    post_id,
    published_on,
    section_id,
    title,
    views,
    participants,
    coalesce(theme_id, 'other') as theme_id
from online_posts
where views is not null
qualify
    row_number() over (
        partition by published_on, section_id, coalesce(theme_id, 'other')
        order by views desc, post_id asc
    ) <= 10
order by published_on asc, post_id asc
