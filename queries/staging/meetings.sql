-- One row per meeting.
select
    meeting_id,
    held_on::date as held_on,
    name,
    name_en,
    kind,
    note
from raw.meetings
