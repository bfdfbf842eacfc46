"""Opening a page: store, district, language, filters and the marks every page carries."""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Concatenate, Never, ParamSpec, TypeVar

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
from wenming.ui.faults import contain, tell_waiting
from wenming.ui.filter_bar import FilterBar, read_filter_bar, show_filter_bar
from wenming.ui.language import choose_page_language, show_language_switch
from wenming.ui.routes import ensure_navigation, show_navigation
from wenming.ui.screen import keep_lists_open, show_style
from wenming.ui.text import escape

_P = ParamSpec("_P")
_R = TypeVar("_R")
_CHECK_SECONDS = 4
_HEADLINE_SHOWN = "_headline_shown"
_HEADLINE_SECONDS = 0.4  # what a browser takes to draw the headline
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
    printed: Iterator[int] = field(default_factory=itertools.count, compare=False, repr=False)
    """A number for each table that the page has printed."""

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

    def show(
        self, section: Callable[Concatenate["Page", _P], None], *args: _P.args, **kwargs: _P.kwargs
    ) -> None:
        """Draw a section of the page; whatever goes wrong in it leaves the others as they are."""
        with contain(self.t, section.__name__):
            section(self, *args, **kwargs)

    def need(
        self, function: Callable[Concatenate["Page", _P], _R], *args: _P.args, **kwargs: _P.kwargs
    ) -> _R:
        """What the sections stand on; without it the page ends with a sentence."""
        with contain(self.t, function.__name__):
            return function(self, *args, **kwargs)
        return _stop()

    def stop_if_empty(self, report: Callable[..., pd.DataFrame]) -> None:
        """End the page with a sentence that says what to do when there is nothing to show."""
        if self.need(_load_report, report).empty:
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
    try:
        district = load_district(find_places().district)
    except Exception:
        # Only now is a language chosen without knowing which ones the district has.
        with contain(Translator(choose_page_language()), key):
            raise
        return _stop()
    t = build_translator(district, choose_page_language(district.languages))
    with contain(t, key):
        return _open(key, district, t, headline)
    return _stop()


def _open(
    key: str, district: District, t: Translator, headline: Callable[[Page], None] | None
) -> Page:
    title = f"{t(f'{key}.title')} · {t.of(district.name)}"
    st.set_page_config(page_title=title, page_icon=_ICON, layout="wide")
    ensure_navigation(t)
    show_style()
    store = Store(find_places().store)
    snapshot = open_current(str(store.folder), store.require_current())
    _follow_versions(store, snapshot.version, t)
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
        page.show(headline)
        if not st.session_state.get(_HEADLINE_SHOWN):
            st.session_state[_HEADLINE_SHOWN] = True
            time.sleep(_HEADLINE_SECONDS)
    with place:
        _tell_filters(page, bar)
        show_filter_bar(bar, t)
    keep_lists_open()
    return page


def open_navigation() -> st.Page:
    """Draw the navigation in the district's languages and words; returns the page asked for."""
    try:
        district = load_district(find_places().district)
    except WenmingError:  # the page itself says what is wrong
        return show_navigation(Translator(choose_page_language()))
    return show_navigation(build_translator(district, choose_page_language(district.languages)))


def _stop() -> Never:
    st.stop()


@st.cache_resource(max_entries=3, show_spinner=False)
def open_current(folder: str, number: int) -> Snapshot:
    """One read-only connection a version for all visitors; a few old ones stay for slow readers."""
    return open_snapshot(Store(Path(folder)), number)


def load_reference(
    store: Snapshot, report: Callable[..., pd.DataFrame], **values: str
) -> pd.DataFrame:
    """The frame of a report without filters, cached by version and values."""
    name = f"{report.__module__}.{report.__name__}"
    return _load(store.version, name, None, tuple(values.items()), store, report)


def _load_report(page: Page, report: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    return page.load(report)


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


def is_open_to_network() -> bool:
    """Whether other computers reach the dashboard; without an address it listens to them all."""
    address = str(st.get_option("server.address") or "0.0.0.0")  # noqa: S104 - asked, not bound
    if address == "localhost":
        return False
    try:
        return not ip_address(address.strip("[]")).is_loopback
    except ValueError:  # a computer's name
        return True


def _show_head(key: str, snapshot: Snapshot, district: District, t: Translator) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(t(f"{key}.title"), anchor=False, width="content")
        if district.is_sample:
            st.badge(t("frame.sample"), icon=":material/science:", color="orange")
        version = t("frame.version", version=snapshot.version, cutoff=t.day(snapshot.cutoff))
        st.caption(f"{escape(t.of(district.name))} · {version}")
        show_language_switch(district.languages)
    if is_open_to_network():
        st.caption(t("frame.open_to_network"))


def _tell_filters(page: Page, bar: FilterBar) -> None:
    """What the page is filtered by, for paper, on which the bar does not stand."""
    chosen = [name for names in bar.name_chosen(page.t) for name in names]
    with st.container(key="print_head"):
        st.caption(escape(page.t("downloads.separator").join([page.period, *chosen])))


@st.fragment(run_every=_CHECK_SECONDS)
def _follow_versions(store: Store, shown: int, t: Translator) -> None:
    """Show a newly published version soon after it is there, without anybody reloading; and tell
    what went wrong apart from the page."""
    with contain(t, "follow_versions"):
        tell_waiting(t)
        if store.current() not in (None, shown):
            st.rerun(scope="app")
