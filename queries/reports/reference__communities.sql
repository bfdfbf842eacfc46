-- One row per community.
-- Names by which ledgers are matched.
-- community_id  varchar  id of the community
-- name          varchar  name in the district's language
-- name_en       varchar  name in English
-- street_id     varchar  street
-- residents     integer  residents (persons); null where not known
select
    community_id,
    name,
    coalesce(name_en, name) as name_en,
    street_id,
    population as residents
from communities
order by community_id
