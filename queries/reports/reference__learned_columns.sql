-- One row per heading of the ledgers of an office whose meaning a person chose.
-- What the office's next file is read by.
-- office   varchar  office
-- heading  varchar  heading as written
-- field    varchar  field it means; empty where the column is left out
-- version  integer  version that brought it in
select
    office,
    heading,
    field,
    version
from learned_columns
order by office, heading
