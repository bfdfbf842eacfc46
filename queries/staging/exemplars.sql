-- One row per honour to an exemplar.
select
    exemplar_id,
    honoured_on::date as honoured_on,
    honour,
    honour_level,
    kind,
    street_id,
    label,
    talks::integer as talks,
    audience::integer as audience
from raw.exemplars
