-- One row per street whose counted activities the version `number` changed, in official order.
-- What a version added and removed. An activity that moved is removed from one street and added
-- to the other.
-- street_id  varchar  street; null for activities of no street
-- added      bigint   activities counted that were not before (activities)
-- removed    bigint   activities no longer counted (activities)
select
    street_id,
    added,
    removed
from version_changes
where version = $number
order by street_id asc nulls last
