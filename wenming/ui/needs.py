"""The needs-support list on a page: whole on the reach page, its first rows on the overview."""

import pandas as pd
import streamlit as st

from wenming.config import District
from wenming.exports import Column
from wenming.filters import Filters
from wenming.i18n import Translator
from wenming.needs import list_needs, tell_help, tell_list, tell_need
from wenming.reports import reach, reference
from wenming.store import Snapshot
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.links import show_link
from wenming.ui.row_pages import ROWS, choose_skip
from wenming.ui.text import escape

_CARDS = 3


def show_first_needs(page: Page, rows: int = 5) -> None:
    """The first rows of the list, and the way to all of it."""
    t = page.t
    needs = _load(page)
    areas = page.load(reach.needs_by_area, _ask(page))
    st.subheader(escape(tell_list(needs, areas, t)), anchor=False)
    _describe(page)
    if needs.empty:
        return
    if len(needs) > rows:
        st.caption(t("needs.top", count=t.number(rows), all=t.number(len(needs))))
    with st.container(gap="small", key="first_needs"):
        for _, need in _spell(page, needs.head(rows)).iterrows():
            _show_entry(page, need)
    show_link("reach", t("needs.more"), part="needs")


def show_needs(page: Page) -> None:
    """The whole list: the first three as cards, the others as they follow, and its files."""
    t = page.t
    needs = _load(page)
    areas = page.load(reach.needs_by_area, _ask(page))
    st.subheader(escape(tell_list(needs, areas, t)), anchor=False)
    _describe(page)
    if needs.empty:
        return
    spelled = _spell(page, needs)
    with st.grid(_CARDS, min_column_width=280, gap="small", key="needs_cards"):
        for number, (_, need) in enumerate(spelled.head(_CARDS).iterrows(), 1):
            with st.container(border=True, height="stretch", gap="small"):
                _show_card(page, number, need)
    others = spelled.iloc[_CARDS:]
    if len(others):
        st.caption(t("needs.others", count=t.number(len(others))))
        skip = choose_skip(len(others), name="needs", listed=page.filters)
        with st.container(gap="small", key="other_needs"):
            for _, need in others.iloc[skip : skip + ROWS].iterrows():
                _show_entry(page, need)
    columns = _list_columns(t)
    show_downloads(page, spelled, "needs-support", title=t("needs.title"), columns=columns)


def _show_card(page: Page, number: int, need: pd.Series) -> None:
    """Where, how many and how long, why, who is responsible and who could help, a line each."""
    t = page.t
    st.markdown(f"**{number} · {escape(need['place'])}**  \n:red[{escape(need['weight'])}]")
    st.markdown(escape(need["why"]))
    lines = [
        t("needs.labelled", label=t(f"needs.{key}"), value=_show(need[column]))
        for key, column in (("responsible", "responsible_unit"), ("help", "help"))
    ]
    about = "  \n".join(lines)
    st.markdown(f":gray[:small[{about}]]")


def _show_entry(page: Page, need: pd.Series) -> None:
    t = page.t
    about = t("needs.who", unit=_show(need["responsible_unit"]), help=_show(need["help"]))
    place = f"{need['place']}{t('needs.colon')}"
    st.markdown(
        f"**{escape(place)}** {escape(need['why'])}  \n"
        f":gray[:small[{escape(need['weight'])}{t('needs.separator')}{about}]]"
    )


def _describe(page: Page) -> None:
    st.caption(page.t("needs.caption", until=page.t.day(page.filters.until)))


def _ask(page: Page) -> Filters:
    """The page's period and streets: any level and theme helps."""
    filters = page.filters
    return Filters(filters.since, filters.until, streets=filters.streets)


def _load(page: Page) -> pd.DataFrame:
    return _list_needs(page.store.version, _ask(page), page.store, page.district)


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


def _tell_weight(need: pd.Series, t: Translator) -> str:
    """What the list is sorted by: residents not reached, and months silent."""
    months = t("needs.silent_months", months=t.number(int(need["months_silent"])))
    if pd.isna(need["unreached"]):
        return months
    count = t("needs.not_reached", count=t.number(int(need["unreached"])))
    return t("needs.weight", count=count, months=months)


def _spell(page: Page, needs: pd.DataFrame) -> pd.DataFrame:
    t = page.t
    tasks, streets = page.names(reference.tasks), page.names(reference.streets)
    separator = t("downloads.separator")
    return needs.assign(
        street=needs["street_id"].map(streets),
        area=needs[t.column()],
        place=[
            t("needs.place", street=streets.get(street, "—"), area=area)
            for street, area in zip(needs["street_id"], needs[t.column()], strict=True)
        ],
        weight=[_tell_weight(row, t) for _, row in needs.iterrows()],
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
