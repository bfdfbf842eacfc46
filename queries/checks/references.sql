-- One row per value that names something which is not there.
with kept_rows as (
    select
        activity_id,
        site_id,
        street_id,
        theme_id,
        team_id
    from activities
    union all
    select
        activity_id,
        site_id,
        street_id,
        theme_id,
        team_id
    from waiting_repeats
)

select
    'sites.street_id' as reference,
    site_id as record,
    street_id as missing
from sites anti join streets using (street_id)
where street_id is not null
union all
select
    'sites.community_id' as reference,
    site_id as record,
    community_id as missing
from sites anti join communities using (community_id)
where community_id is not null
union all
select
    'sites.level' as reference,
    site_id as record,
    level as missing
from sites anti join levels using (level)
union all
select
    'sites.parent_id' as reference,
    child.site_id as record,
    child.parent_id as missing
from sites as child anti join sites as parent on child.parent_id = parent.site_id
where child.parent_id is not null
union all
select
    'communities.street_id' as reference,
    community_id as record,
    street_id as missing
from communities anti join streets using (street_id)
union all
select
    'activities.site_id' as reference,
    activity_id as record,
    site_id as missing
from kept_rows anti join sites using (site_id)
where site_id is not null
union all
select
    'activities.street_id' as reference,
    activity_id as record,
    street_id as missing
from kept_rows anti join streets using (street_id)
where street_id is not null
union all
select
    'activities.theme_id' as reference,
    activity_id as record,
    theme_id as missing
from kept_rows anti join themes using (theme_id)
where theme_id is not null
union all
select
    'activities.team_id' as reference,
    activity_id as record,
    team_id as missing
from kept_rows anti join teams using (team_id)
where team_id is not null
union all
select
    'fund_entries.project_id' as reference,
    entry_id as record,
    project_id as missing
from fund_entries anti join projects using (project_id)
union all
select
    'tasks.meeting_id' as reference,
    task_id as record,
    meeting_id as missing
from tasks anti join meetings using (meeting_id)
where meeting_id is not null
union all
select
    'tasks.problem_id' as reference,
    task_id as record,
    problem_id as missing
from tasks anti join problems using (problem_id)
where problem_id is not null
union all
select
    'problems.visit_id' as reference,
    problem_id as record,
    visit_id as missing
from problems anti join field_visits using (visit_id)
where visit_id is not null
union all
select
    'problems.street_id' as reference,
    problem_id as record,
    street_id as missing
from problems anti join streets using (street_id)
where street_id is not null
union all
select
    'field_visits.street_id' as reference,
    visit_id as record,
    street_id as missing
from field_visits anti join streets using (street_id)
where street_id is not null
