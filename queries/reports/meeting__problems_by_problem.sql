-- One row per problem raised up to the day, the newest first.
-- For the list of problems and what was done about each.
-- problem_id   varchar  id of the problem
-- visit_id     varchar  visit that found it; null for none
-- street_id    varchar  street; null for the whole district
-- raised_on    date     day it was raised
-- description  varchar  the problem, as written down
-- state        varchar  open or closed on the day
-- closed_on    date     day it was closed, up to the day; null while open
-- tasks        bigint   tasks that answer it (tasks)
select
    problems.problem_id,
    problems.visit_id,
    problems.street_id,
    problems.raised_on,
    problems.description,
    if(problems.closed_on <= $as_of::date, 'closed', 'open') as state,
    if(problems.closed_on <= $as_of::date, problems.closed_on, null) as closed_on,
    count(tasks.task_id) as tasks
from problems
left join tasks on problems.problem_id = tasks.problem_id
where
    problems.raised_on <= $as_of::date
    and ($streets::varchar[] is null or list_contains($streets::varchar[], problems.street_id))
group by all
order by problems.raised_on desc, problems.problem_id desc
