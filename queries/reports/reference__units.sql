-- One row per unit or office that leads, supports or answers for anything.
-- Names that a unit typed by hand may mean, the most used first.
-- unit  varchar  name as written
-- uses  integer  sites and tasks that name it (count)
with named as (
    select responsible_unit as unit from sites
    union all
    select lead_unit as unit from tasks
    union all
    select responsible_office as unit from tasks
    union all
    select unnest(string_split(supporting_units, '|')) as unit from tasks
)

select
    trim(unit) as unit,
    count(*)::integer as uses
from named
where trim(unit) <> ''
group by trim(unit)
order by uses desc, trim(unit)
