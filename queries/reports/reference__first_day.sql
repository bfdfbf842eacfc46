-- One row: where the log begins.
-- Of earlier days nothing is known, so that no period is compared with them.
-- first_on  date  first day with an activity that counts; null without any
select min(starts) as first_on
from street_tallies
where not is_month
