-- One row per street and service with activities whose titles name the service.
-- For supply beside demand. Levels and themes apply, as to all activities.
-- street_id   varchar  street; null for none
-- service_id  varchar  service
-- activities  bigint   activities held in the period (activities)
select
    street_id,
    id as service_id,
    sum(activities)::bigint as activities
from
    title_tallies_in(
        $since::date,
        $until::date,
        $whole_since::date,
        $whole_until::date,
        $streets::varchar[],
        $levels::varchar[],
        $themes::varchar[]
    )
where kind = 'service'
group by street_id, id
order by street_id, id
