-- One row per heading of an office's ledgers or other tables whose meaning a person chose.
-- What the office's next file is read by.
-- office     varchar  office
-- table_name  varchar  table that the files are of
-- heading    varchar  heading as written
-- field      varchar  field it means; empty where the column is left out
-- version    integer  version that brought it in
select
    office,
    table_name,
    heading,
    field,
    version
from learned_columns
order by office, table_name, heading
