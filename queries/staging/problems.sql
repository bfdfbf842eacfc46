-- One row per problem found.
select
    problem_id,
    visit_id,
    street_id,
    raised_on::date as raised_on,
    description,
    status,
    closed_on::date as closed_on
from raw.problems
