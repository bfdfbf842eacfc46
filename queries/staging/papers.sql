-- One row per paper that was settled: the version, period and streets it was made from.
select
    paper_id,
    version::integer as version,
    since::date as since,
    until::date as until,
    streets
from raw.papers
