-- One row per site from the top of the tree down to `site_id`, itself the last.
-- For the way through the tree, and for who leads a site at each level.
-- site_id    varchar  site
-- name       varchar  name in the district's language
-- name_en    varchar  name in English
-- level      varchar  level of the site
-- kind       varchar  kind of site; null where not given
-- parent_id  varchar  site above it; null at the top
select
    sites.site_id,
    sites.name,
    coalesce(sites.name_en, sites.name) as name_en,
    sites.level,
    sites.kind,
    sites.parent_id
from site_ancestors as ancestors
inner join sites on ancestors.ancestor_id = sites.site_id
where ancestors.site_id = $site_id::varchar
order by ancestors.steps desc
