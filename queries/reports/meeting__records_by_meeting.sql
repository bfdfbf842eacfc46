-- One row per meeting, as it is kept.
-- For changing meetings.
-- meeting_id  varchar  id of the meeting
-- held_on     date     day it was held
-- name        varchar  name in the district's language
-- name_en     varchar  name in English; null for none
-- kind        varchar  joint or progress
-- note        varchar  what it was about
select
    meeting_id,
    held_on,
    name,
    name_en,
    kind,
    note
from meetings
order by meeting_id
