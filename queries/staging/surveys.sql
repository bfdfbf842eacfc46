-- One row per question of a survey.
select
    survey_id,
    surveyed_on::date as surveyed_on,
    measure,
    street_id,
    asked::integer as asked,
    yes::integer as yes
from raw.surveys
