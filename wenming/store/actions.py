"""What makes a version: the one list of it."""

from enum import StrEnum


class Action(StrEnum):
    """What was done to the store. Each has its words in `methods.action_…`, in both languages."""

    INIT = "init"
    IMPORT = "import"
    UNDO = "undo"
    SETTLE = "settle"
    EDIT = "edit"
    UPGRADE = "upgrade"
