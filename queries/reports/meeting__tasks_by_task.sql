-- One row per task, as it stands on the day; in the order of meetings and ids.
-- For the task list. A task closed after the day was still open on it; one neither closed nor done
-- after its due day is overdue. A street's tasks answer one of its problems or name it as a unit.
-- task_id             varchar  id of the task
-- meeting_id          varchar  meeting that gave it out
-- held_on             date     day of that meeting
-- problem_id          varchar  problem it answers; null for none
-- street_id           varchar  street of that problem; null for none
-- line_of_work        varchar  line of work
-- measure             varchar  what is to be done
-- lead_unit           varchar  unit that leads
-- supporting_units    varchar  units that support, joined by |
-- responsible_office  varchar  office that answers for it
-- due_on              date     due day; null for none
-- state               varchar  open, doing, done or closed on the day
-- closed_on           date     day it was closed, up to the day; null while open
-- evidence            varchar  what shows it, as written down
-- urgency             varchar  overdue, soon (within `soon` days), later, none (no day), settled
-- days_overdue        integer  days since the due day, or that it was closed after it; 0 for none
select
    tasks.task_id,
    tasks.meeting_id,
    meetings.held_on,
    tasks.problem_id,
    problems.street_id,
    tasks.line_of_work,
    tasks.measure,
    tasks.lead_unit,
    tasks.supporting_units,
    tasks.responsible_office,
    tasks.due_on,
    case
        when tasks.closed_on <= $as_of::date then 'closed'
        when tasks.status = 'closed' then 'doing'
        else tasks.status
    end as state,
    if(tasks.closed_on <= $as_of::date, tasks.closed_on, null) as closed_on,
    tasks.evidence,
    case
        when state in ('closed', 'done') then 'settled'
        when tasks.due_on is null then 'none'
        when tasks.due_on < $as_of::date then 'overdue'
        when tasks.due_on <= $as_of::date + $soon::integer then 'soon'
        else 'later'
    end as urgency,
    case
        when urgency = 'overdue' then date_diff('day', tasks.due_on, $as_of::date)
        when state = 'closed' and tasks.closed_on > tasks.due_on
            then date_diff('day', tasks.due_on, tasks.closed_on)
        else 0
    end::integer as days_overdue
from tasks
left join meetings on tasks.meeting_id = meetings.meeting_id
left join problems on tasks.problem_id = problems.problem_id
where
    $streets::varchar[] is null
    or list_contains($streets::varchar[], problems.street_id)
    or exists (
        select 1
        from streets
        where
            list_contains($streets::varchar[], streets.street_id)
            and contains(concat_ws('|', tasks.lead_unit, tasks.supporting_units), streets.name)
    )
order by meetings.held_on, tasks.task_id
