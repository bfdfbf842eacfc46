-- One row per meeting, the newest first; of one day, joint meetings before others.
-- For choosing a meeting and for knowing which one came before it.
-- meeting_id  varchar  id of the meeting
-- held_on     date     day it was held
-- name        varchar  name in the district's language
-- name_en     varchar  name in English
-- kind        varchar  joint or progress
-- note        varchar  what it was about
-- tasks       bigint   tasks it gave out (tasks)
select
    meetings.meeting_id,
    meetings.held_on,
    meetings.name,
    coalesce(meetings.name_en, meetings.name) as name_en,
    meetings.kind,
    meetings.note,
    count(tasks.task_id) as tasks
from meetings
left join tasks on meetings.meeting_id = tasks.meeting_id
group by all
order by meetings.held_on desc, meetings.kind asc, meetings.meeting_id desc
