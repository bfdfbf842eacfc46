-- One row per payment from a fund.
select
    entry_id,
    project_id,
    spent_on::date as spent_on,
    amount::double as amount,
    purpose,
    visits::integer as visits
from raw.fund_entries
