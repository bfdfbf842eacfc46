-- One row per street, in the district's official order.
-- Names for filters, axes and tables; residents for rates.
-- street_id         varchar  id of the street
-- name              varchar  name in the district's language
-- name_en           varchar  name in English
-- aliases           varchar  other names, joined by |
-- residents         integer  residents (persons); null where not known
-- population_basis  varchar  census or modelled
select
    street_id,
    name,
    coalesce(name_en, name) as name_en,
    aliases,
    population as residents,
    population_basis
from streets
order by street_id
