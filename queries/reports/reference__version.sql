-- One row: the version that is read.
-- What every page says beside its figures.
-- version     integer    number of the version
-- created_at  timestamp  when it was published, UTC
-- action      varchar    what made it: init, import, undo, settle, edit (wenming/store/actions.py)
-- cutoff      date       last day with an activity that counts
-- activities  bigint     activities that count (activities)
select
    version,
    created_at,
    action,
    cutoff,
    activities
from store_version
order by version desc
limit 1
