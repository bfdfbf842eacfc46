-- One row per paper that was settled.
-- For making it again from the version it was made from.
-- paper_id  varchar  the meeting's id, with the street's after a slash for its sheet
-- version   integer  version of the data it was made from
-- since     date     first day of its period
-- until     date     last day of its period
-- streets   varchar  its streets joined by |; null for the whole district
select
    paper_id,
    version,
    since,
    until,
    streets
from papers
order by paper_id
