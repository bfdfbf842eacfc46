-- One row per place where residents are counted: a population point, or a community without any.
-- Whom the sites are near to. A community of which no point is known stands at its own place with
-- all its residents, and so does a street without communities.
-- point_id      varchar  id of the point, or of what stands for itself
-- community_id  varchar  community; null for none
-- street_id     varchar  street of the community; null for none
-- lon           double   longitude (degrees); null where not known
-- lat           double   latitude (degrees); null where not known
-- residents     integer  residents (persons)
-- basis         varchar  modelled, or who counted
select
    population_points.point_id,
    population_points.community_id,
    communities.street_id,
    population_points.lon,
    population_points.lat,
    population_points.residents,
    population_points.basis
from population_points
left join communities on population_points.community_id = communities.community_id
where population_points.residents > 0
union all
select
    community_id as point_id,
    community_id,
    street_id,
    lon,
    lat,
    population as residents,
    population_basis as basis
from communities
where
    population > 0
    and not exists (
        select 1
        from population_points
        where population_points.community_id = communities.community_id
    )
union all
select
    street_id as point_id,
    null as community_id,
    street_id,
    lon,
    lat,
    population as residents,
    population_basis as basis
from streets
where
    population > 0
    and not exists (
        select 1 from communities
        where communities.street_id = streets.street_id
    )
order by street_id, community_id, point_id
