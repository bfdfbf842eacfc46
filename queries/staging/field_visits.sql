-- One row per field visit.
select
    visit_id,
    visited_on::date as visited_on,
    street_id,
    unit,
    highlights,
    problems,
    difficulties
from raw.field_visits
