-- One row per year, street, honour, level and kind of exemplars honoured by the period's end.
-- For the exemplars' charts and table; the honours count, and one exemplar may have several.
-- year               integer  year of the honour
-- street_id          varchar  street; null where not known
-- honour             varchar  the honour's name
-- honour_level       varchar  city, province or nation
-- kind               varchar  individual, family or group
-- honours            bigint   honours (honours)
-- in_period          bigint   of these, in the period (honours)
-- talks_reported     bigint   of these, with a number of talks (honours)
-- talks              bigint   talks given (talks); null where none reported any
-- audience_reported  bigint   of these, with an audience (honours)
-- audience           bigint   audience of the talks (visits); null where none reported any
select
    year(honoured_on)::integer as year,
    street_id,
    honour,
    honour_level,
    kind,
    count(*) as honours,
    count(*) filter (where honoured_on >= $since::date) as in_period,
    count(talks) as talks_reported,
    sum(talks)::bigint as talks,
    count(audience) as audience_reported,
    sum(audience)::bigint as audience
from exemplars
where
    honoured_on <= $until::date
    and ($streets::varchar[] is null or list_contains($streets::varchar[], street_id))
group by all
order by year, street_id, honour_level, kind, honour
