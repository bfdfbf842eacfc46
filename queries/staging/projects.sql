-- One row per flagship project.
select
    project_id,
    name,
    name_en,
    domain,
    fund,
    site_id,
    street_id,
    granted::double as granted,
    started_on::date as started_on,
    ended_on::date as ended_on,
    is_distinctive::boolean as is_distinctive,
    is_regular::boolean as is_regular,
    is_broad::boolean as is_broad,
    is_exemplary::boolean as is_exemplary,
    judged_by
from raw.projects
