-- One row per version that the current one stands on, the newest first.
-- For saying how the data came to be what they are.
-- version     integer    number of the version
-- created_at  timestamp  when it was published, UTC
-- action      varchar    what made it: init, import, undo, settle, edit (wenming/store/actions.py)
-- note        varchar    the district, or the files imported
-- cutoff      date       last day with an activity that counts; null without any
-- activities  bigint     activities that count (activities)
select
    version,
    created_at,
    action,
    note,
    cutoff,
    activities
from store_version
order by version desc
