-- One row per field visit up to the day, the newest first.
-- For the chain from visit to problem to task; a period's visits are those from its first day on.
-- visit_id      varchar  id of the visit
-- visited_on    date     day of the visit
-- street_id     varchar  street visited
-- unit          varchar  units that went
-- highlights    varchar  what went well, as written down
-- problems      varchar  what did not, as written down
-- difficulties  varchar  what stands in the way, as written down
-- raised        bigint   problems that came of it (problems)
-- open          bigint   of these, still open on the day (problems)
select
    visits.visit_id,
    visits.visited_on,
    visits.street_id,
    visits.unit,
    visits.highlights,
    visits.problems,
    visits.difficulties,
    count(found.problem_id) as raised,
    count(found.problem_id) filter (
        where found.closed_on is null or found.closed_on > $as_of::date
    ) as open
from field_visits as visits
left join problems as found on visits.visit_id = found.visit_id
where
    visits.visited_on <= $as_of::date
    and ($streets::varchar[] is null or list_contains($streets::varchar[], visits.street_id))
group by all
order by visits.visited_on desc, visits.visit_id desc
