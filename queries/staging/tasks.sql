-- One row per task given out by a meeting.
select
    task_id,
    meeting_id,
    problem_id,
    line_of_work,
    measure,
    lead_unit,
    supporting_units,
    responsible_office,
    due_on::date as due_on,
    status,
    closed_on::date as closed_on,
    evidence
from raw.tasks
