"""The one shape of error a person sees: a message key and what to fill it with."""

import errno
from typing import Any

_OF_SYSTEM = {
    errno.ENOSPC: "errors.disk_full",
    errno.EDQUOT: "errors.disk_full",
    errno.EROFS: "errors.disk_read_only",
    errno.EACCES: "errors.disk_denied",
    errno.EPERM: "errors.disk_denied",
}


class WenmingError(Exception):
    """Something a person can put right, told in one sentence by `t(error.key, **error.params)`.

    The sentence says what is wrong, where, and what to do. `key` names a translated message.
    """

    def __init__(self, key: str, /, **params: Any) -> None:
        super().__init__(f"{key} {params}")
        self.key = key
        self.params = params


def explain_system(error: OSError, place: object = "—") -> WenmingError:
    """The sentence for what the system refuses: a full disk, one that cannot be written, a file
    that is not there. `place` is where it happened if the error does not know."""
    key = _OF_SYSTEM.get(error.errno or 0, "errors.system")
    problem = error.strerror or str(error)
    return WenmingError(key, place=error.filename or place, problem=problem)
