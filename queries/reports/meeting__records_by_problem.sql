-- One row per problem, as it is kept.
-- For changing problems.
-- problem_id   varchar  id of the problem
-- visit_id     varchar  visit that found it; null for none
-- street_id    varchar  street; null for the whole district
-- raised_on    date     day it was raised
-- description  varchar  the problem, as written down
-- status       varchar  open or closed
-- closed_on    date     day it was closed; null while open
select
    problem_id,
    visit_id,
    street_id,
    raised_on,
    description,
    status,
    closed_on
from problems
order by problem_id
