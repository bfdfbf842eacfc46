-- One row of `learned_aliases`: a name that was settled once; the newest choice holds.
insert or replace into learned_aliases
values ($alias, $site_id, $office, (select max(version) from store_version))
