"""Who publishes: an office chosen from the district's, or typed; never a private person."""

import pandas as pd
import streamlit as st

from wenming.config import find_places
from wenming.errors import WenmingError
from wenming.privacy import check_office
from wenming.reports import data, reference
from wenming.store import Store
from wenming.ui.frame import Page, load_reference

_MOST = 60  # characters
_OFFICE = "_office"
_HEADER = "X-Forwarded-User"  # set by a server that signs people in before the dashboard


def find_store() -> Store:
    """The store that the pages read, to publish into."""
    return Store(find_places().store)


def ask_office(page: Page, *, key: str) -> str:
    """The office that hands in or takes back; empty while nobody said.

    Streets, the district itself and offices that handed in before are offered; another may be
    typed, but no person. A server that signs people in says it in X-Forwarded-User. The choice is
    kept for the session, whichever widget made it.
    """
    t = page.t
    streets = load_reference(page.store, reference.streets)
    shown = dict(zip(streets["name"], streets[t.column()], strict=True))
    own = next(iter(page.district.name.values()))
    shown[own] = t.of(page.district.name)
    before = load_reference(page.store, data.batches_by_file)["office"]
    known = st.session_state.get(_OFFICE) or _clean(st.context.headers.get(_HEADER))
    options = list(dict.fromkeys([*shown, *(name for name in before if pd.notna(name))]))
    if known and known not in options:
        options.append(known)
    chosen = st.selectbox(
        t("data.office"),
        options,
        index=options.index(known) if known else None,
        format_func=lambda name: shown.get(name, name),
        key=key,
        placeholder=t("data.office_placeholder"),
        help=t("data.office_help"),
        accept_new_options=True,
    )
    st.session_state[_OFFICE] = _clean(chosen)
    try:
        return check_office(str(st.session_state[_OFFICE]))
    except WenmingError as error:
        st.error(t(error.key, **error.params), icon=":material/error:")
        return ""


def _clean(name: str | None) -> str:
    """A name on one line, of a length that a table can show."""
    return " ".join((name or "").split())[:_MOST]
