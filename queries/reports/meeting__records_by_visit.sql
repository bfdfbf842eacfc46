-- One row per field visit, as it is kept.
-- For changing visits.
-- visit_id      varchar  id of the visit
-- visited_on    date     day of the visit
-- street_id     varchar  street visited
-- unit          varchar  units that went
-- highlights    varchar  what went well
-- problems      varchar  what did not
-- difficulties  varchar  what stands in the way
select
    visit_id,
    visited_on,
    street_id,
    unit,
    highlights,
    problems,
    difficulties
from field_visits
order by visit_id
