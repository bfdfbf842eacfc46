-- One row per site and each site above it in the tree; itself is 0 steps above.
-- Deeper than 8 levels nothing is followed: a tree that bites its tail ends all the same.
with recursive climbs as (
    select
        site_id,
        site_id as ancestor_id,
        parent_id,
        0 as steps
    from sites
    union all
    select
        climbs.site_id,
        parents.site_id as ancestor_id,
        parents.parent_id,
        climbs.steps + 1 as steps
    from climbs
    inner join sites as parents on climbs.parent_id = parents.site_id
    where climbs.steps < 8
)

select
    site_id,
    ancestor_id,
    steps::integer as steps
from climbs
order by ancestor_id, steps, site_id
