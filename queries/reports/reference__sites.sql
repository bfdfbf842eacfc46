-- One row per site, from the centre down.
-- Names and aliases by which ledgers are matched; cards and lists of sites.
-- site_id       varchar  id of the site
-- name          varchar  name in the district's language
-- name_en       varchar  name in English
-- level         varchar  level of the site
-- street_id     varchar  street
-- community_id  varchar  community; null for sites of a whole street
-- aliases       varchar  other names, joined by |
select
    sites.site_id,
    sites.name,
    coalesce(sites.name_en, sites.name) as name_en,
    sites.level,
    sites.street_id,
    sites.community_id,
    sites.aliases
from sites
inner join levels on sites.level = levels.level
order by levels.sort, sites.site_id
