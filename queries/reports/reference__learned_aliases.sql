-- One row per name that was settled once.
-- Names that ledgers use and no register has, with the site each was said to mean.
-- alias    varchar  name as ledgers write it
-- site_id  varchar  site it means
-- office   varchar  office that said so; empty where nobody was named
-- version  integer  version that brought it in
select
    alias,
    site_id,
    office,
    version
from learned_aliases
order by alias
