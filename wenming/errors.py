"""The one shape of error a person sees: a message key and what to fill it with."""

from typing import Any


class WenmingError(Exception):
    """Something a person can put right, told in one sentence by `t(error.key, **error.params)`.

    The sentence says what is wrong, where, and what to do. `key` names a translated message.
    """

    def __init__(self, key: str, /, **params: Any) -> None:
        super().__init__(f"{key} {params}")
        self.key = key
        self.params = params
