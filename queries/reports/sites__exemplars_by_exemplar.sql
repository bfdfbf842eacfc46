-- One row per exemplar of the street of the site `site_id`, the newest first, at most `rows`.
-- For the site's card: who could speak there. Exemplars are known by street only.
-- exemplar_id   varchar  exemplar
-- honoured_on   date     day of the honour
-- honour        varchar  the honour
-- honour_level  varchar  city, province or nation
-- label         varchar  how the exemplar is referred to: no name of a person
-- talks         integer  talks given; null where not known
-- found         bigint   exemplars of the street in all
select
    exemplars.exemplar_id,
    exemplars.honoured_on,
    exemplars.honour,
    exemplars.honour_level,
    exemplars.label,
    exemplars.talks,
    count(*) over () as found
from exemplars
inner join sites on exemplars.street_id = sites.street_id
where sites.site_id = $site_id::varchar
order by exemplars.honoured_on desc, exemplars.exemplar_id asc
limit $rows::bigint
