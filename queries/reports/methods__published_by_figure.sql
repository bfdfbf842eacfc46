-- One row per figure that the district published, beside what the store counts for it.
-- For comparing both in words. What is counted is what there was on the day of publication;
-- a figure without a rule here cannot be counted. Just under: less, by a tenth at most.
-- key           varchar  what is counted
-- name          varchar  name in the district's language
-- name_en       varchar  name in English
-- said          varchar  the words it was published in
-- source        varchar  where it was published
-- published_on  date     when it was published; null where not known
-- published     double   the figure as published (number)
-- qualifier     varchar  exact, at least or just under
-- counted       bigint   what the store counts (number); null where it cannot be counted
-- difference    double   counted less published (number); null where it cannot be counted
-- agrees        boolean  whether both agree, as far as the qualifier says; null likewise
with published as (
    select
        row_number() over () as sort,
        *,
        coalesce(published_on, date '9999-12-31') as by_day
    from published_figures
),

site_counts as (
    select
        published.key,
        count(*) filter (where levels.role = 'centre') as centers,
        count(distinct sites.street_id) filter (where levels.role = 'institute') as street_networks,
        count(*) filter (
            where levels.role in ('institute', 'station')
        ) as institutes_and_stations,
        count(*) filter (where sites.pilot = 'city') as city_pilots,
        count(*) filter (where sites.pilot = 'district') as district_pilots,
        count(*) filter (where sites.is_demonstration) as demonstration_stations
    from published
    left join sites
        on
            (sites.opened_on is null or sites.opened_on <= published.by_day)
            and (sites.closed_on is null or sites.closed_on > published.by_day)
    left join levels on sites.level = levels.level
    group by published.key
),

team_counts as (
    select
        published.key,
        count(*) filter (where teams.kind = 'corps') as volunteer_corps,
        count(*) filter (where teams.kind = 'specialist') as specialist_teams,
        count(*) filter (where teams.kind = 'convenience') as convenience_teams
    from published
    left join teams on teams.founded_on is null or teams.founded_on <= published.by_day
    group by published.key
),

activity_counts as (
    select coalesce(sum(activities), 0)::bigint as themed_activities
    from
        street_tallies_in(
            date '1900-01-01',
            (
                select max(by_day) from published
                where key = 'themed_activities'
            ),
            date '1900-01-01',
            (
                select date_trunc('month', max(by_day)) from published
                where key = 'themed_activities'
            ),
            null,
            null,
            null
        )
),

exemplar_counts as (
    select
        published.key,
        count(exemplars.exemplar_id) as exemplars
    from published
    left join exemplars
        on
            exemplars.honour_level in ('city', 'province', 'nation')
            and (exemplars.honoured_on is null or exemplars.honoured_on <= published.by_day)
    group by published.key
),

counted as (
    select
        published.*,
        case published.key
            when 'centers' then site_counts.centers
            when 'street_networks' then site_counts.street_networks
            when 'institutes_and_stations' then site_counts.institutes_and_stations
            when 'city_pilots' then site_counts.city_pilots
            when 'district_pilots' then site_counts.district_pilots
            when 'demonstration_stations' then site_counts.demonstration_stations
            when 'volunteer_corps' then team_counts.volunteer_corps
            when 'specialist_teams' then team_counts.specialist_teams
            when 'convenience_teams' then team_counts.convenience_teams
            when 'themed_activities' then activity_counts.themed_activities
            when 'exemplars' then exemplar_counts.exemplars
        end as counted
    from published
    inner join site_counts on published.key = site_counts.key
    inner join team_counts on published.key = team_counts.key
    cross join activity_counts
    inner join exemplar_counts on published.key = exemplar_counts.key
)

select
    key,
    name_zh as name,
    coalesce(name_en, name_zh) as name_en,
    said,
    source,
    published_on,
    value as published,
    qualifier,
    counted,
    counted - value as difference,
    case qualifier
        when 'exact' then counted = value
        when 'at least' then counted >= value
        when 'just under' then counted < value and counted >= 0.9 * value
    end as agrees
from counted
order by sort
