-- One row per figure that the district published.
select
    key,
    value::double as value,
    qualifier,
    name_zh,
    name_en,
    said,
    source,
    published_on::date as published_on
from raw.published_figures
