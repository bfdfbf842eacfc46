-- One row per record that names one which the batch `batch_id` added and which is no longer there.
with removed as (
    select
        record_table,
        record_id
    from row_changes
    where batch_id = $batch_id and before is null
),

kept_rows as (
    select
        activity_id,
        site_id,
        street_id,
        team_id
    from activities
    union all
    select
        activity_id,
        site_id,
        street_id,
        team_id
    from waiting_repeats
),

named as (
    select
        'teams.site_id' as reference,
        'sites' as record_table,
        team_id as record,
        site_id as named_id
    from teams
    union all
    select
        'teams.street_id' as reference,
        'streets' as record_table,
        team_id as record,
        street_id as named_id
    from teams
    union all
    select
        'teams.parent_id' as reference,
        'teams' as record_table,
        team_id as record,
        parent_id as named_id
    from teams
    union all
    select
        'service_orders.community_id' as reference,
        'communities' as record_table,
        order_id as record,
        community_id as named_id
    from service_orders
    union all
    select
        'service_orders.site_id' as reference,
        'sites' as record_table,
        order_id as record,
        site_id as named_id
    from service_orders
    union all
    select
        'service_orders.team_id' as reference,
        'teams' as record_table,
        order_id as record,
        team_id as named_id
    from service_orders
    union all
    select
        'projects.site_id' as reference,
        'sites' as record_table,
        project_id as record,
        site_id as named_id
    from projects
    union all
    select
        'projects.street_id' as reference,
        'streets' as record_table,
        project_id as record,
        street_id as named_id
    from projects
    union all
    select
        'exemplars.street_id' as reference,
        'streets' as record_table,
        exemplar_id as record,
        street_id as named_id
    from exemplars
    union all
    select
        'surveys.street_id' as reference,
        'streets' as record_table,
        survey_id as record,
        street_id as named_id
    from surveys
    union all
    select
        'population_points.community_id' as reference,
        'communities' as record_table,
        point_id as record,
        community_id as named_id
    from population_points
    union all
    select
        'boundaries.street_id' as reference,
        'streets' as record_table,
        street_id as record,
        street_id as named_id
    from boundaries
    union all
    select
        'sites.street_id' as reference,
        'streets' as record_table,
        site_id as record,
        street_id as named_id
    from sites
    union all
    select
        'sites.community_id' as reference,
        'communities' as record_table,
        site_id as record,
        community_id as named_id
    from sites
    union all
    select
        'sites.parent_id' as reference,
        'sites' as record_table,
        site_id as record,
        parent_id as named_id
    from sites
    union all
    select
        'communities.street_id' as reference,
        'streets' as record_table,
        community_id as record,
        street_id as named_id
    from communities
    union all
    select
        'activities.site_id' as reference,
        'sites' as record_table,
        activity_id as record,
        site_id as named_id
    from kept_rows
    union all
    select
        'activities.street_id' as reference,
        'streets' as record_table,
        activity_id as record,
        street_id as named_id
    from kept_rows
    union all
    select
        'activities.team_id' as reference,
        'teams' as record_table,
        activity_id as record,
        team_id as named_id
    from kept_rows
    union all
    select
        'fund_entries.project_id' as reference,
        'projects' as record_table,
        entry_id as record,
        project_id as named_id
    from fund_entries
    union all
    select
        'tasks.meeting_id' as reference,
        'meetings' as record_table,
        task_id as record,
        meeting_id as named_id
    from tasks
    union all
    select
        'tasks.problem_id' as reference,
        'problems' as record_table,
        task_id as record,
        problem_id as named_id
    from tasks
    union all
    select
        'problems.visit_id' as reference,
        'field_visits' as record_table,
        problem_id as record,
        visit_id as named_id
    from problems
    union all
    select
        'problems.street_id' as reference,
        'streets' as record_table,
        problem_id as record,
        street_id as named_id
    from problems
    union all
    select
        'field_visits.street_id' as reference,
        'streets' as record_table,
        visit_id as record,
        street_id as named_id
    from field_visits
    union all
    select
        'learned_aliases.site_id' as reference,
        'sites' as record_table,
        alias as record,
        site_id as named_id
    from learned_aliases
)

select
    named.reference,
    named.record,
    named.named_id
from named
inner join removed
    on named.record_table = removed.record_table and named.named_id = removed.record_id
order by named.reference, named.record
