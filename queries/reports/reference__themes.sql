-- One row per theme, in the district's order.
-- Names for filters, axes and tables.
-- theme_id  varchar  id of the theme
-- task_id  varchar  the task it belongs to; null for none
-- name  varchar  name in the district's language
-- name_en  varchar  name in English
select
    theme_id,
    task_id,
    name,
    name_en
from themes
order by sort
