-- One row of `learned_columns`: what an office chose a heading to mean; the newest choice holds.
insert or replace into learned_columns
values ($office, $table, $heading, $field, (select max(version) from store_version))
