"""Opening a page: store, district, language, filters and the marks every page carries."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Never

import pandas as pd
import streamlit as st

from wenming.config import District, find_places, load_district
from wenming.errors import WenmingError
from wenming.filters import Filters
from wenming.headline import Periods, choose_periods
from wenming.i18n import Translator
from wenming.periods import tell_judged
from wenming.reports import reference
from wenming.store import Snapshot, Store, open_snapshot
from wenming.translation import build_translator
from wenming.ui.filter_bar import read_filter_bar, show_filter_bar
from wenming.ui.language import choose_page_language, show_language_switch
from wenming.ui.routes import ensure_navigation, show_navigation
from wenming.ui.text import escape

_CHECK_SECONDS = 4
_HEADLINE_SHOWN = "_headline_shown"
_HEADLINE_SECONDS = 0.4  # what a browser takes to draw the headline
# The bar comes after the headline: nothing moves then, as its rows' height is kept free.
_KEEP_PLACE = """<style>
.st-key-filter_place { min-height: 38px; }
@media (max-width: 640px) { .st-key-filter_place { min-height: 92px; } }
</style>"""
_WITHOUT_STREETS = ("data", "methods")  # say something also before any street is filled in
_ICON = Path(__file__).with_name("icon.svg")


@dataclass(frozen=True)
class Page:
    """An open page: what it reads from, what it shows, and in which words."""

    key: str
    store: Snapshot
    district: District
    filters: Filters
    t: Translator

    def load(
        self, report: Callable[..., pd.DataFrame], filters: Filters | None = None, **values: Any
    ) -> pd.DataFrame:
        """The frame of a report that takes filters: the page's, or others for a comparison."""
        name = f"{report.__module__}.{report.__name__}"
        asked = tuple(sorted(values.items()))
        return _load(self.store.version, name, filters or self.filters, asked, self.store, report)

    def names(self, report: Callable[..., pd.DataFrame]) -> dict[str, str]:
        """Names by id, in the page's language and the district's order, of a reference report."""
        frame = load_reference(self.store, report)
        return dict(zip(frame.iloc[:, 0], frame[self.t.column()], strict=True))

    def stop_if_empty(self, frame: pd.DataFrame) -> None:
        """End the page with a sentence that says what to do when there is nothing to show."""
        if frame.empty:
            st.info(self.t("frame.nothing", period=self.period), icon=":material/info:")
            st.stop()

    @property
    def periods(self) -> Periods:
        """The page's period and those it is compared with, as far as they are known."""
        return choose_periods(self.filters, self.store.known_since)

    @property
    def judged(self) -> str:
        """Over which months rates by month are taken; empty where that is the period itself."""
        return tell_judged(self.filters, self.store.known_since, self.t)

    @property
    def period(self) -> str:
        return self.t.period(self.filters.since, self.filters.until)


def open_page(key: str, *, headline: Callable[[Page], None] | None = None) -> Page:
    """Begin a page: configure it, show title, marks and filter bar, and say what is to be shown.

    A page calls this first: a shared link may run the page's file before `dashboard.py` ever ran.
    A store that cannot be read ends the page with one sentence.

    `headline` draws what stands below the filter bar and is looked for first. A new visitor's
    browser is given the time to draw it before the bar, charts and tables come: it would begin
    with their scripts, and show nothing until they were read.
    """
    places = find_places()
    try:
        district = load_district(places.district)
    except WenmingError as error:
        _stop_with(error, Translator(choose_page_language()))
    t = build_translator(district, choose_page_language(district.languages))
    title = f"{t(f'{key}.title')} · {t.of(district.name)}"
    st.set_page_config(page_title=title, page_icon=_ICON, layout="wide")
    ensure_navigation(t)
    store = Store(places.store)
    try:
        snapshot = open_current(str(places.store), store.require_current())
    except WenmingError as error:
        _stop_with(error, t)
    _follow_versions(store, snapshot.version)
    _show_head(key, snapshot, district, t)
    streets = load_reference(snapshot, reference.streets)
    if streets.empty:
        name = escape(t.of(district.name))
        st.info(t("frame.no_streets", district=name), icon=":material/info:")
        if key not in _WITHOUT_STREETS:
            st.stop()
    bar = read_filter_bar(
        page=key,
        cutoff=snapshot.cutoff,
        streets=streets,
        levels=load_reference(snapshot, reference.levels),
        themes=load_reference(snapshot, reference.themes),
    )
    page = Page(key=key, store=snapshot, district=district, filters=bar.filters, t=t)
    place = st.container(key="filter_place")
    if headline:
        st.html(_KEEP_PLACE)
        headline(page)
        if not st.session_state.get(_HEADLINE_SHOWN):
            st.session_state[_HEADLINE_SHOWN] = True
            time.sleep(_HEADLINE_SECONDS)
    with place:
        show_filter_bar(bar, t)
    return page


def open_navigation() -> st.Page:
    """Draw the navigation in the district's languages and words; returns the page asked for."""
    try:
        district = load_district(find_places().district)
    except WenmingError:  # the page itself says what is wrong
        return show_navigation(Translator(choose_page_language()))
    return show_navigation(build_translator(district, choose_page_language(district.languages)))


@st.cache_resource(max_entries=3, show_spinner=False)
def open_current(folder: str, number: int) -> Snapshot:
    """One read-only connection a version for all visitors; a few old ones stay for slow readers."""
    return open_snapshot(Store(Path(folder)), number)


def load_reference(store: Snapshot, report: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """The frame of a report without filters, cached by version."""
    return _load(store.version, f"{report.__module__}.{report.__name__}", None, (), store, report)


@st.cache_data(max_entries=512, show_spinner=False)
def _load(
    version: int,
    name: str,
    filters: Filters | None,
    values: tuple[tuple[str, Any], ...],
    _store: Snapshot,
    _report: Callable[..., pd.DataFrame],
) -> pd.DataFrame:
    """Keyed by version, report, filters and values: never by a frame or a connection."""
    arguments = () if filters is None else (filters,)
    return _report(_store, *arguments, **dict(values))


def _show_head(key: str, snapshot: Snapshot, district: District, t: Translator) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(t(f"{key}.title"), anchor=False, width="content")
        if district.is_sample:
            st.badge(t("frame.sample"), icon=":material/science:", color="orange")
        version = t("frame.version", version=snapshot.version, cutoff=t.day(snapshot.cutoff))
        st.caption(f"{t.of(district.name)} · {version}")
        show_language_switch(district.languages)


@st.fragment(run_every=_CHECK_SECONDS)
def _follow_versions(store: Store, shown: int) -> None:
    """Show a newly published version soon after it is there, without anybody reloading."""
    if store.current() not in (None, shown):
        st.rerun(scope="app")


def _stop_with(error: WenmingError, t: Translator) -> Never:
    st.error(t(error.key, **error.params), icon=":material/error:")
    st.stop()
