"""The needs-support list on a page: whole on the reach page, its first rows on the overview."""

import pandas as pd
import streamlit as st

from wenming.config import District
from wenming.exports import Column
from wenming.filters import Filters
from wenming.i18n import Translator
from wenming.needs import list_needs, tell_help, tell_list, tell_need
from wenming.reports import reference
from wenming.store import Snapshot
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.links import show_link
from wenming.ui.text import escape

_HEIGHT = 640
_SHOWN = 7  # columns on the page; the files hold them all


def show_first_needs(page: Page, rows: int = 5) -> None:
    """The first rows of the list, and the way to all of it."""
    t = page.t
    needs = _load(page)
    st.subheader(tell_list(needs, t), anchor=False)
    _describe(page)
    if needs.empty:
        return
    if len(needs) > rows:
        st.caption(t("needs.top", count=t.number(rows), all=t.number(len(needs))))
    with st.container(gap="small", key="first_needs"):
        for _, need in _spell(page, needs.head(rows)).iterrows():
            place = t("needs.place", street=need["street"], area=need["area"])
            about = t("needs.who", unit=_show(need["responsible_unit"]), help=_show(need["help"]))
            st.markdown(f"**{escape(place)}** {escape(need['why'])}  \n:gray[:small[{about}]]")
    show_link("reach", t("needs.more"), part="needs")


def show_needs(page: Page) -> None:
    """The whole list, with what each reason is made of, and its files."""
    t = page.t
    needs = _load(page)
    st.subheader(tell_list(needs, t), anchor=False)
    _describe(page)
    if needs.empty:
        return
    spelled, columns = _spell(page, needs), _list_columns(t)
    # A static table, because only that one breaks a sentence into lines.
    shown = {
        column.heading: spelled[column.key].map(t.number if column.kind == "count" else _show)
        for column in columns[:_SHOWN]
    }
    st.table(
        pd.DataFrame(shown), hide_index=True, height=_HEIGHT, border="horizontal",
        alt=t("needs.title"),
    )  # fmt: skip
    show_downloads(page, spelled, "needs-support", title=t("needs.title"), columns=columns)


def _describe(page: Page) -> None:
    st.caption(page.t("needs.caption", until=page.t.day(page.filters.until)))


def _load(page: Page) -> pd.DataFrame:
    filters = page.filters
    asked = Filters(filters.since, filters.until, streets=filters.streets)
    return _list_needs(page.store.version, asked, page.store, page.district)


@st.cache_data(max_entries=32, show_spinner=False)
def _list_needs(
    version: int, filters: Filters, _store: Snapshot, _district: District
) -> pd.DataFrame:
    return list_needs(_store, _district, filters)


def _list_columns(t: Translator) -> tuple[Column, ...]:
    """Who and why, who can help, and the numbers behind the reason."""
    return (
        Column("street", t("frame.street")),
        Column("area", t("needs.area")),
        Column("why", t("needs.why")),
        Column("responsible_unit", t("needs.responsible")),
        Column("help", t("needs.help")),
        Column("unreached", t("needs.unreached_residents"), "count"),
        Column("months_silent", t("needs.months"), "count"),
        Column("tasks", t("needs.missing_tasks")),
        Column("open_orders", t("needs.open_orders"), "count"),
    )


def _show(value: object) -> str:
    """A cell as Markdown that means nothing but itself; a dash for what is missing."""
    return "—" if pd.isna(value) else escape(str(value))  # type: ignore[call-overload]  # scalars


def _spell(page: Page, needs: pd.DataFrame) -> pd.DataFrame:
    t = page.t
    tasks = page.names(reference.tasks)
    separator = t("downloads.separator")
    return needs.assign(
        street=needs["street_id"].map(page.names(reference.streets)),
        area=needs[t.column()],
        why=[tell_need(row, page.district, t) for _, row in needs.iterrows()],
        help=[tell_help(row, t) for _, row in needs.iterrows()],
        tasks=[
            separator.join(tasks[task] for task in missing.split("|"))
            if isinstance(missing, str)
            else ""
            for missing in needs["tasks_missing"]
        ],
        unreached=needs["unreached"].astype(float),
    )
