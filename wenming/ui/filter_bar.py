"""The one filter bar: period, streets, levels and themes, kept in the session and in the link."""

from dataclasses import dataclass, replace
from datetime import date
from typing import cast

import pandas as pd
import streamlit as st

from wenming.filters import QUERY_KEYS, Filters, Unknown, find_window, read_query, write_query
from wenming.i18n import Translator
from wenming.periods import Period, default_period, list_periods, tell_unknown_days
from wenming.ui.text import escape

_PERIOD, _DATES = "filter_period", "filter_dates"
_KEYS = (_PERIOD, _DATES, "filter_street", "filter_level", "filter_theme")
_PAGE, _VISITS = "_filters_shown_on", "_pages_visited"
_WRITTEN = "_query_written"
_UNKNOWN = "_query_unknown"
_CUSTOM = "custom"


@dataclass(frozen=True)
class FilterBar:
    """The filters that a page stands under, known before their widgets are drawn.

    `asked` is what was chosen; `filters` are the same up to the cut-off.
    """

    filters: Filters
    asked: Filters
    periods: list[Period]
    options: dict[str, pd.DataFrame]
    unknown: list[Unknown]
    default: Filters

    def name_chosen(self, t: Translator) -> list[list[str]]:
        """The names of the streets, levels and themes that were chosen."""
        chosen = (self.filters.streets, self.filters.levels, self.filters.themes)
        return [
            [str(name) for name in frame.loc[frame.iloc[:, 0].isin(ids or ()), t.column()]]
            for frame, ids in zip(self.options.values(), chosen, strict=True)
        ]


def read_filter_bar(
    *,
    page: str,
    cutoff: date | None,
    streets: pd.DataFrame,
    levels: pd.DataFrame,
    themes: pd.DataFrame,
) -> FilterBar:
    """What the page of that key is filtered by: the link's choice, or the visitor's since then.

    It is written to the link at once, before what stands under it is drawn.
    """
    options = {"street": streets, "level": levels, "theme": themes}
    periods = list_periods(cutoff or date.today())
    default = default_period(periods).filters
    known = {name: set(frame.iloc[:, 0]) for name, frame in options.items()}
    unknown = _take_link(default, known, periods)
    _carry_over(page)
    since, until = _read_period(periods)
    chosen = {
        name: tuple(id_ for id_ in st.session_state[f"filter_{name}"] if id_ in ids) or None
        for name, ids in known.items()
    }
    asked = Filters(
        since, until, streets=chosen["street"], levels=chosen["level"], themes=chosen["theme"]
    )
    _write_link(asked, default)
    filters = asked.end_at(cutoff)
    if filters.since > filters.until:
        filters = replace(filters, since=default.since, until=default.until)
    return FilterBar(filters, asked, periods, options, unknown, default)


def show_filter_bar(bar: FilterBar, t: Translator) -> None:
    """Draw the bar's widgets; tell what a link asked for that does not exist."""
    for unknown in bar.unknown:
        _show_unknown(t, unknown, bar.default)
    if told := tell_unknown_days(bar.asked, bar.filters, t):
        st.info(told, icon=":material/event_upcoming:")
    with st.container(horizontal=True, key="filter_bar"):
        _show_period(t, bar)
        for name, frame in bar.options.items():
            st.multiselect(
                t(f"frame.{name}"),
                options=list(frame.iloc[:, 0]),
                format_func=dict(zip(frame.iloc[:, 0], frame[t.column()], strict=True)).__getitem__,
                key=f"filter_{name}",
                placeholder=t(f"frame.all_{name}"),
                persist_state="session",
                label_visibility="collapsed",
            )


def _take_link(
    default: Filters, known: dict[str, set[str]], periods: list[Period]
) -> list[Unknown]:
    """Set the widgets from the link when it is not the one this session wrote itself.

    Also where Streamlit forgot a widget, as after a run that ended before the bar was drawn.
    """
    query = {key: st.query_params.get_all(key) for key in QUERY_KEYS if key in st.query_params}
    known_here = all(key in st.session_state for key in (_WRITTEN, *_KEYS))
    if known_here and (not query or query == st.session_state[_WRITTEN]):
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
    st.session_state[_VISITS] = count_visits() + 1
    for key in _KEYS:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def count_visits() -> int:
    """How many pages this visitor has come to: another number after each change of page."""
    return int(st.session_state.get(_VISITS, 0))


def choose_streets(streets: list[str]) -> None:
    """Set the street filter from elsewhere on a page, such as the map; use it in a callback."""
    st.session_state["filter_street"] = streets


def _choose_period(since: date, until: date, periods: list[Period]) -> None:
    same = (p.id for p in periods if (p.filters.since, p.filters.until) == (since, until))
    st.session_state[_PERIOD] = next(same, _CUSTOM)
    st.session_state[_DATES] = (since, until)


def _read_period(periods: list[Period]) -> tuple[date, date]:
    """The dates of the chosen period; a period of the list sets those of the calendar."""
    named = {period.id: period.filters for period in periods}
    if filters := named.get(st.session_state[_PERIOD]):
        st.session_state[_DATES] = (filters.since, filters.until)
    # Two dates in the session state make it a range; while one end is chosen there is but one.
    dates = cast(tuple[date, ...], st.session_state[_DATES])
    return dates[0], dates[-1]


def _show_period(t: Translator, bar: FilterBar) -> None:
    named = {period.id: period for period in bar.periods}

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
    if chosen == _CUSTOM:
        first, last = find_window(bar.default)
        st.date_input(
            t("frame.dates"),
            min_value=first,
            max_value=last,
            key=_DATES,
            format="YYYY-MM-DD",
            persist_state="session",
            label_visibility="collapsed",
        )


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
    told = {"filter": t(f"frame.{unknown.name}"), "value": escape(unknown.value)}
    if unknown.name in ("from", "to"):
        first, last = find_window(default)
        sentence = t("frame.unknown_day", first=t.day(first), last=t.day(last), **told)
    else:
        sentence = t("frame.unknown_filter", **told)
    st.warning(sentence, icon=":material/link_off:")
