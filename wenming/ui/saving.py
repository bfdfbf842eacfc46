"""Saving by hand on the joint-meeting page: once, however often it is pressed, and said."""

from collections.abc import Sequence

import streamlit as st

from wenming.config import find_places
from wenming.errors import WenmingError
from wenming.store import Store
from wenming.store.records import RecordChange, change_records
from wenming.ui.faults import show_error
from wenming.ui.filter_bar import count_visits
from wenming.ui.frame import Page
from wenming.ui.offices import Who
from wenming.ui.text import escape

_SAID, _ROUND = "_saving_said", "_saving_round_"


def name_round(form: str) -> str:
    """What the keys of a form's widgets end with: something else each time it was saved.

    So the form is empty after it was saved, and a second press on the button that is gone by then
    means nothing.
    """
    turn = st.session_state.get(_ROUND + form, 0)
    return f"-{turn}" if turn else ""


def publish(
    page: Page,
    changes: Sequence[RecordChange],
    who: Who,
    *,
    form: str,
    told: str,
    turns: str = "",
) -> None:
    """Store the changes as a new version and show it; what cannot be stored is one sentence.

    `told` says what was saved; it stands at `form` until the next action. `turns` names the form
    that is drawn anew, empty; the same where it is left out.
    """
    t = page.t
    forget_said()
    if who.just_offered:
        st.info(t("meeting.who_meant", who=escape(who.name)), icon=":material/help:")
        return
    if who.unit_offered:
        st.info(t("meeting.unit_meant"), icon=":material/help:")
        return
    # A change that says what it was made from is compared with the row itself: a version that
    # others published meanwhile, and that left the row alone, is no reason to refuse it.
    known = all(each.made_from is not ... for each in changes)
    try:
        version = change_records(
            Store(find_places().store),
            changes,
            who=who.name,
            expected=None if known else page.store.version,
        )
    except WenmingError as error:
        show_error(error, t)
        return
    turn = _ROUND + (turns or form)
    st.session_state[turn] = st.session_state.get(turn, 0) + 1
    said = escape(told) + t("meeting.saved", version=version)
    st.session_state[_SAID] = (form, said, count_visits())
    st.rerun()


def show_said(form: str) -> None:
    """What was saved last from this form, until something else is done."""
    place, said, visit = st.session_state.get(_SAID, ("", "", 0))
    if place == form and visit == count_visits():
        st.success(said, icon=":material/check:")


def forget_said() -> None:
    """Something else is done: what was saved before is no longer said. Fit for a callback."""
    st.session_state.pop(_SAID, None)
