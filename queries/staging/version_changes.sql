-- One row of `version_changes` per street whose counted activities a version changed.
-- An activity that moves to another street is taken from the one and added to the other.
insert into version_changes
with added as (
    select
        activity_id,
        street_id
    from counted_activities
    except
    select
        activity_id,
        street_id
    from counted_before
),

removed as (
    select
        activity_id,
        street_id
    from counted_before
    except
    select
        activity_id,
        street_id
    from counted_activities
),

changed as (
    select
        street_id,
        1 as added,
        0 as removed
    from added
    union all
    select
        street_id,
        0 as added,
        1 as removed
    from removed
)

select
    $version::integer as version,
    street_id,
    sum(added) as added,
    sum(removed) as removed
from changed
group by street_id
