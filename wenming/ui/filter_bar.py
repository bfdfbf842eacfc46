"""The one filter bar: period, streets, levels and themes, kept in the session and in the link."""

from datetime import date
from typing import cast

import pandas as pd
import streamlit as st

from wenming.filters import QUERY_KEYS, Filters, Unknown, read_query, write_query
from wenming.i18n import Translator
from wenming.periods import Period, default_period, list_periods
from wenming.ui.text import escape

_PERIOD, _DATES = "filter_period", "filter_dates"
_KEYS = (_PERIOD, _DATES, "filter_street", "filter_level", "filter_theme")
_PAGE = "_filters_shown_on"
_WRITTEN = "_query_written"
_UNKNOWN = "_query_unknown"
_CUSTOM = "custom"


def show_filter_bar(
    t: Translator,
    *,
    page: str,
    cutoff: date | None,
    streets: pd.DataFrame,
    levels: pd.DataFrame,
    themes: pd.DataFrame,
) -> Filters:
    """Draw the bar on the page of that key and return what is chosen.

    It tells what a link asked for that does not exist.
    """
    frames = {"street": streets, "level": levels, "theme": themes}
    periods = list_periods(cutoff or date.today())
    default = default_period(periods).filters
    known = {name: set(frame.iloc[:, 0]) for name, frame in frames.items()}
    for unknown in _take_link(default, known, periods):
        _show_unknown(t, unknown, default)
    _carry_over(page)
    with st.container(horizontal=True, key="filter_bar"):
        since, until = _show_period(t, periods)
        chosen = {
            name: st.multiselect(
                t(f"frame.{name}"),
                options=list(frame.iloc[:, 0]),
                format_func=dict(zip(frame.iloc[:, 0], frame[t.column()], strict=True)).__getitem__,
                key=f"filter_{name}",
                placeholder=t(f"frame.all_{name}"),
                persist_state="session",
                label_visibility="collapsed",
            )
            for name, frame in frames.items()
        }
    filters = Filters(
        since,
        until,
        streets=tuple(chosen["street"]) or None,
        levels=tuple(chosen["level"]) or None,
        themes=tuple(chosen["theme"]) or None,
    )
    _write_link(filters, default)
    return filters


def _take_link(
    default: Filters, known: dict[str, set[str]], periods: list[Period]
) -> list[Unknown]:
    """Set the widgets from the link when it is not the one this session wrote itself."""
    query = {key: st.query_params.get_all(key) for key in QUERY_KEYS if key in st.query_params}
    first = _WRITTEN not in st.session_state
    if not first and (not query or query == st.session_state[_WRITTEN]):
        return cast(list[Unknown], st.session_state[_UNKNOWN])
    filters, unknown = read_query(query, default, known)
    st.session_state[_UNKNOWN] = unknown
    _choose_period(filters.since, filters.until, periods)
    st.session_state["filter_street"] = list(filters.streets or ())
    st.session_state["filter_level"] = list(filters.levels or ())
    st.session_state["filter_theme"] = list(filters.themes or ())
    return unknown


def _carry_over(page: str) -> None:
    """Give the widgets of another page what was chosen, set anew.

    Streamlit forgets what it keeps of a widget itself when a run was cut short, as the first is
    by a quick click on a link. On the same page nothing is set: it would undo a choice under way.
    """
    if st.session_state.get(_PAGE) == page:
        return
    st.session_state[_PAGE] = page
    for key in _KEYS:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def choose_streets(streets: list[str]) -> None:
    """Set the street filter from elsewhere on a page, such as the map; use it in a callback."""
    st.session_state["filter_street"] = streets


def _choose_period(since: date, until: date, periods: list[Period]) -> None:
    same = (p.id for p in periods if (p.filters.since, p.filters.until) == (since, until))
    st.session_state[_PERIOD] = next(same, _CUSTOM)
    st.session_state[_DATES] = (since, until)


def _show_period(t: Translator, periods: list[Period]) -> tuple[date, date]:
    named = {period.id: period for period in periods}

    def label(key: str) -> str:
        return t("frame.custom_period") if key == _CUSTOM else named[key].label(t)

    chosen = st.selectbox(
        t("frame.period"),
        options=[*named, _CUSTOM],
        format_func=label,
        key=_PERIOD,
        persist_state="session",
        label_visibility="collapsed",
    )
    if chosen != _CUSTOM:
        filters = named[chosen].filters
        st.session_state[_DATES] = (filters.since, filters.until)
        return filters.since, filters.until
    # Two dates in the session state make it a range; while one end is chosen there is but one.
    dates = cast(
        tuple[date, ...],
        st.date_input(
            t("frame.dates"),
            key=_DATES,
            format="YYYY-MM-DD",
            persist_state="session",
            label_visibility="collapsed",
        ),
    )
    return dates[0], dates[-1]


def _write_link(filters: Filters, default: Filters) -> None:
    query = write_query(filters, default)
    shown = {key: st.query_params.get_all(key) for key in QUERY_KEYS if key in st.query_params}
    if shown != query:
        for key in QUERY_KEYS:
            if key in query:
                st.query_params[key] = query[key]
            elif key in st.query_params:
                del st.query_params[key]
    if st.session_state.get(_WRITTEN, query) != query:
        st.session_state[_UNKNOWN] = []  # said until something else is chosen
    st.session_state[_WRITTEN] = query


def _show_unknown(t: Translator, unknown: Unknown, default: Filters) -> None:
    st.warning(
        t(
            "frame.unknown_filter",
            filter=t(f"frame.{unknown.name}"),
            value=escape(unknown.value),
            period=t.period(default.since, default.until),
        ),
        icon=":material/link_off:",
    )
