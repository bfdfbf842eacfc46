-- One row per task, as it is kept.
-- For changing tasks, and for the workbook that goes out and comes back.
-- task_id             varchar  id of the task
-- meeting_id          varchar  meeting that gave it out
-- problem_id          varchar  problem it answers; null for none
-- line_of_work        varchar  line of work
-- measure             varchar  what is to be done
-- lead_unit           varchar  unit that leads
-- supporting_units    varchar  units that support, joined by |
-- responsible_office  varchar  office that answers for it
-- due_on              date     due day; null for none
-- status              varchar  open, doing, done or closed
-- closed_on           date     day it was closed; null while open
-- evidence            varchar  what shows it
select
    task_id,
    meeting_id,
    problem_id,
    line_of_work,
    measure,
    lead_unit,
    supporting_units,
    responsible_office,
    due_on,
    status,
    closed_on,
    evidence
from tasks
order by task_id
