-- One row per project funded by the period's end, in the order of their ids.
-- For the fund's totals, the projects' table and what data say of the criteria. All is from the
-- project's first day to the period's end but spent_in_period. A month is active with a payment.
-- project_id          varchar  project
-- name                varchar  name in the district's language
-- name_en             varchar  name in English
-- domain              varchar  field of work
-- fund                varchar  fund that pays
-- street_id           varchar  street; null for the district's own
-- site_name           varchar  site in the district's language; null where it has none
-- site_name_en        varchar  site in English
-- started_on          date     first day
-- ended_on            date     last day; null while it runs
-- granted             double   granted (yuan)
-- spent               double   spent (yuan)
-- spent_in_period     double   of this, in the period (yuan)
-- payments            bigint   payments (payments)
-- visits_reported     bigint   of these, with the visits they reached (payments)
-- visits              bigint   visits reached (visits); null where none reported any
-- spent_with_visits   double   spent by payments that reported visits (yuan)
-- months_funded       bigint   months from the first to the last (months)
-- months_active       bigint   of these, with a payment (months)
-- longest_gap         bigint   most months in a row without a payment (months)
-- is_distinctive      boolean  distinctive, as people judged
-- is_regular          boolean  regular, as people judged
-- is_broad            boolean  broad in audience, as people judged
-- is_exemplary        boolean  exemplary, as people judged
-- judged_by           varchar  who judged
with chosen as (
    select * from projects_until($until::date, $streets::varchar[], $levels::varchar[])
),

tallies as (
    select * from fund_tallies_until($until::date, $whole_until::date)
),

totals as (
    select
        project_id,
        sum(amount) as spent,
        sum(payments)::bigint as payments,
        sum(visits_reported)::bigint as visits_reported,
        sum(visits)::bigint as visits,
        sum(amount_with_visits) as spent_with_visits
    from tallies
    group by project_id
),

in_period as (
    select
        project_id,
        sum(amount) as spent
    from fund_tallies
    where
        starts between $since::date and $until::date
        and is_month = (starts >= $whole_since::date and starts < $whole_until::date)
    group by project_id
),

active as (
    select distinct
        chosen.project_id,
        date_trunc('month', tallies.starts)::date as month
    from chosen
    inner join tallies on chosen.project_id = tallies.project_id
    where date_trunc('month', tallies.starts) between chosen.first_month and chosen.last_month
),

steps as (
    select
        project_id,
        month,
        true as is_active
    from active
    union all
    select
        project_id,
        (first_month - interval 1 month)::date as month,
        false as is_active
    from chosen
    union all
    select
        project_id,
        (last_month + interval 1 month)::date as month,
        false as is_active
    from chosen
),

gaps as (
    select
        project_id,
        is_active,
        date_diff(
            'month', lag(month) over (partition by project_id order by month), month
        ) - 1 as months_before
    from steps
),

regularity as (
    select
        project_id,
        count(*) filter (where is_active) as months_active,
        max(months_before) as longest_gap
    from gaps
    group by project_id
)

select
    chosen.project_id,
    chosen.name,
    coalesce(chosen.name_en, chosen.name) as name_en,
    chosen.domain,
    chosen.fund,
    chosen.street_id,
    chosen.site_name,
    chosen.site_name_en,
    chosen.started_on,
    chosen.ended_on,
    chosen.granted,
    coalesce(totals.spent, 0) as spent,
    coalesce(in_period.spent, 0) as spent_in_period,
    coalesce(totals.payments, 0) as payments,
    coalesce(totals.visits_reported, 0) as visits_reported,
    totals.visits,
    coalesce(totals.spent_with_visits, 0) as spent_with_visits,
    date_diff('month', chosen.first_month, chosen.last_month) + 1 as months_funded,
    regularity.months_active,
    regularity.longest_gap,
    chosen.is_distinctive,
    chosen.is_regular,
    chosen.is_broad,
    chosen.is_exemplary,
    chosen.judged_by
from chosen
inner join regularity on chosen.project_id = regularity.project_id
left join totals on chosen.project_id = totals.project_id
left join in_period on chosen.project_id = in_period.project_id
order by chosen.project_id
