-- One row per task, in the district's order.
-- Names for filters, axes and tables.
-- task_id  varchar  id of the task
-- name  varchar  name in the district's language
-- name_en  varchar  name in English
select
    task_id,
    name,
    name_en
from practice_tasks
order by sort
