-- One row per team founded by the period's end: those of the chosen streets, and those that served
-- there. In the order corps, specialist teams, convenience teams.
-- For the table of teams and the share that is active. Activities are those that name the team.
-- team_id                varchar  team
-- name                   varchar  name in the district's language
-- name_en                varchar  name in English
-- kind                   varchar  corps, specialist or convenience
-- parent_name            varchar  team above it, in the district's language; null for none
-- parent_name_en         varchar  team above it, in English; null for none
-- street_id              varchar  street; null for the district's own
-- registered_volunteers  integer  registered volunteers (persons); null where not known
-- activities             bigint   activities held in the period (activities)
-- volunteers             bigint   volunteers at them (turns); null where none reported any
-- volunteers_reported    bigint   activities that reported volunteers (activities)
-- service_hours          double   volunteer hours (hours); null where none reported any
-- hours_reported         bigint   activities that reported hours (activities)
-- last_on                date     last activity in the period; null for none
with held as (
    select
        team_id,
        sum(activities)::bigint as activities,
        sum(volunteers)::bigint as volunteers,
        sum(volunteers_reported)::bigint as volunteers_reported,
        sum(service_hours) as service_hours,
        sum(hours_reported)::bigint as hours_reported,
        max(last_on) as last_on
    from
        team_tallies_in(
            $since::date,
            $until::date,
            $whole_since::date,
            $whole_until::date,
            $streets::varchar[],
            $levels::varchar[],
            $themes::varchar[]
        )
    group by team_id
)

select
    teams.team_id,
    teams.name,
    coalesce(teams.name_en, teams.name) as name_en,
    teams.kind,
    parents.name as parent_name,
    coalesce(parents.name_en, parents.name) as parent_name_en,
    teams.street_id,
    teams.registered_volunteers,
    coalesce(held.activities, 0)::bigint as activities,
    held.volunteers,
    coalesce(held.volunteers_reported, 0)::bigint as volunteers_reported,
    held.service_hours,
    coalesce(held.hours_reported, 0)::bigint as hours_reported,
    held.last_on
from teams
left join teams as parents on teams.parent_id = parents.team_id
left join held on teams.team_id = held.team_id
where
    (teams.founded_on is null or teams.founded_on <= $until::date)
    and (
        $streets::varchar[] is null
        or list_contains($streets::varchar[], teams.street_id)
        or held.team_id is not null
    )
order by
    case teams.kind when 'corps' then 0 when 'specialist' then 1 else 2 end,
    teams.street_id nulls first,
    teams.team_id
