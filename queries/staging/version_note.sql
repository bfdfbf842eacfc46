-- One row of `store_version` changed: what the version being built is about.
update store_version
set note = $note
where version = (select max(version) from store_version)
