-- One row per site: whether it lies in the country, and whether it is a school.
-- A site of a whole street lies where most of the street's residents do; where their numbers are
-- not known, where most of its communities are.
with streets_told as (
    select
        street_id,
        case
            when sum(population) > 0
                then 2 * coalesce(sum(population) filter (where is_rural), 0) > sum(population)
            else 2 * count(*) filter (where is_rural) > count(*)
        end as is_rural
    from communities
    group by street_id
)

select
    sites.site_id,
    coalesce(communities.is_rural, streets_told.is_rural, false) as is_rural,
    coalesce(site_kinds.is_school::boolean, false) as is_school
from sites
left join communities on sites.community_id = communities.community_id
left join streets_told on sites.street_id = streets_told.street_id
left join site_kinds on sites.kind = site_kinds.kind
order by sites.site_id
