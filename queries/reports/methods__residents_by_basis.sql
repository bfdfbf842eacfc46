-- One row per kind of place and basis of its number of residents.
-- For saying what stands under figures per resident.
-- kind       varchar  street or community
-- basis      varchar  where the number comes from, such as a census or a model
-- places     bigint   places whose number has this basis (places)
-- residents  bigint   their residents (persons); null where none is known
select
    'street' as kind,
    population_basis as basis,
    count(*) as places,
    sum(population)::bigint as residents
from streets
group by population_basis
union all
select
    'community' as kind,
    population_basis as basis,
    count(*) as places,
    sum(population)::bigint as residents
from communities
group by population_basis
order by kind desc, basis asc
