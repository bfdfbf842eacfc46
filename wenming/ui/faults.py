"""What goes wrong on a page: one sentence where it happened, and the rest of the page stays.

Streamlit ends and repeats runs by exceptions of its own, which are no `Exception` and pass.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec

import streamlit as st

from wenming.errors import WenmingError
from wenming.faults import log_fault
from wenming.i18n import Translator
from wenming.ui.text import escape

_WAITING = "_faults_waiting"
_P = ParamSpec("_P")


def tell_error(error: WenmingError, t: Translator) -> str:
    """The sentence of an error, in Markdown: what fills it may be a file's name or a ledger's."""
    return t(error.key, **{name: _escape(value) for name, value in error.params.items()})


def show_error(error: WenmingError, t: Translator) -> None:
    st.error(tell_error(error, t), icon=":material/error:")


@contextmanager
def contain(t: Translator, where: str) -> Iterator[None]:
    """Whatever goes wrong within is one sentence there; as a decorator, within the function.

    What a person can put right has its own sentence; for the rest there is a number, which stands
    with the traceback in the server's log.
    """
    try:
        yield
    except WenmingError as error:
        show_error(error, t)
    except Exception as error:  # noqa: BLE001 - logged, and told with its number
        show_error(_number(error, where), t)


def guard(function: Callable[_P, None]) -> Callable[_P, None]:
    """A widget's callback: what goes wrong in it is told by the run that follows."""
    waiting = _find_waiting()

    @wraps(function)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        with _keep(waiting, function.__name__):
            function(*args, **kwargs)

    return run


def guard_file(build: Callable[[], bytes], name: str) -> Callable[[], bytes]:
    """What makes a file when it is asked for, apart from any run; the page tells soon after."""
    waiting = _find_waiting()

    def run() -> bytes:
        with _keep(waiting, name):
            return build()
        raise RuntimeError(name)  # the browser is told that there is no file

    return run


@contextmanager
def _keep(waiting: list[WenmingError], where: str) -> Iterator[None]:
    try:
        yield
    except WenmingError as error:
        waiting.append(error)
    except Exception as error:  # noqa: BLE001 - logged, and told with its number
        waiting.append(_number(error, where))


def _find_waiting() -> list[WenmingError]:
    """The visitor's own list: what makes a file runs where the session cannot be asked for it."""
    waiting: list[WenmingError] = st.session_state.setdefault(_WAITING, [])
    return waiting


def tell_waiting(t: Translator) -> None:
    """Tell what went wrong apart from the page since this was last asked."""
    waiting = _find_waiting()
    while waiting:
        st.toast(tell_error(waiting.pop(0), t), icon=":material/error:", duration="infinite")


def _number(error: Exception, where: str) -> WenmingError:
    return WenmingError("errors.unforeseen", number=log_fault(error, where))


def _escape(value: Any) -> Any:
    return value if isinstance(value, (int, float)) else escape(str(value))
