"""One activity with all its fields and the ledger row it came from, in a drawer."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from wenming.exports import Column
from wenming.i18n import load_messages
from wenming.ingest.report import read_messages, tell
from wenming.reports import activities, reference
from wenming.ui.clock import tell_moment
from wenming.ui.faults import guard
from wenming.ui.fields import show_fields
from wenming.ui.frame import Page
from wenming.ui.printed import add_printed, read_columns
from wenming.ui.text import escape

_ASKED = "activity"  # its name in the link
_COUNTED = ("accepted", "repaired", "settled")

Row = Mapping[str, Any]


def open_activity(activity_id: str) -> None:
    """Have the page open this activity when it next runs; use it in a callback."""
    st.query_params[_ASKED] = activity_id


def show_asked_activity(page: Page) -> None:
    """Open the activity that the link asks for, or say that there is none of that number."""
    asked = st.query_params.get(_ASKED)
    if not asked:
        return
    frame = activities.one_by_activity(page.store, activity_id=asked)
    if frame.empty:
        told = page.t("activities.unknown", id=escape(asked[:80]), version=page.store.version)
        st.warning(told, icon=":material/link_off:")
        return
    row = {str(key): None if pd.isna(cell) else cell for key, cell in frame.iloc[0].items()}
    title = page.t("activities.one")
    st.dialog(title, width="medium", position="right", on_dismiss=guard(_close))(page.show)(
        _show_activity, row
    )


def _close() -> None:
    st.query_params.pop(_ASKED, None)


def _show_activity(page: Page, row: Row) -> None:
    """Ledger text is drawn by `st.text` and tables only, which give no character a meaning."""
    t = page.t
    st.text(row["title"])
    with st.container(horizontal=True):
        counted = row["outcome"] in _COUNTED
        st.badge(t.named("outcomes.", row["outcome"]), color="green" if counted else "orange")
        if page.district.is_sample:
            st.badge(t("frame.sample"), icon=":material/science:", color="orange")
    if not counted:
        st.caption(t("activities.not_counted"))
    show_fields(list_fields(page, row))
    st.markdown(f"**{t('activities.source')}**")
    st.caption(t("activities.source_caption"))
    show_fields(list_source(page, row))
    _show_raw(page, row)
    _show_repairs(page, row)
    for reason in read_messages(row["reasons"]):
        st.text(tell(reason, t))
    version = t("frame.version", version=page.store.version, cutoff=t.day(page.store.cutoff))
    st.caption(version)


def list_fields(page: Page, row: Row) -> list[tuple[str, str]]:
    """Every field of an activity as label and text; what is missing says how."""
    t = page.t
    unknown, unreported = t("activities.not_known"), t("activities.not_reported")

    def number(column: str, digits: int = 0) -> str:
        return unreported if row[column] is None else t.number(row[column], digits)

    def name(key: str, report: Any) -> str:
        return page.names(report).get(row[key], unknown)

    team = row[t.column("team_name")] or row["team_raw"]
    theme = name("theme_id", reference.themes)
    if row["theme_raw"] and row["theme_raw"] != theme:
        theme = t("activities.theme_from", theme=theme, raw=row["theme_raw"])
    fields = {
        "started_on": t.day(row["started_on"]) if row["started_on"] else unknown,
        "ended_on": t.day(row["ended_on"]) if row["ended_on"] else t("activities.same_day"),
        "time": _tell_time(page, row),
        "site": row[t.column("site_name")] or unknown,
        "level": name("level", reference.levels),
        "street": name("street_id", reference.streets),
        "place": row["place"] or unknown,
        "theme": theme,
        "team": team or unknown,
        "mode": t.named("activities.mode_", row["mode"] or "offline"),
        "attendance": tell_count(page, row["attendance"], estimate=row["attendance_is_estimate"]),
        "volunteers": number("volunteers"),
        "service_hours": number("service_hours", 1),
        "note": row["note"] or "—",
        "activity_id": row["activity_id"],
    }
    return [(t(f"activities.field_{field}"), text) for field, text in fields.items()]


def list_source(page: Page, row: Row) -> list[tuple[str, str]]:
    """Where the row stands in which file of which batch."""
    t = page.t
    fields = {
        "file": row["file"] or "—",
        "sheet": row["sheet"] or "—",
        "row_number": "—" if row["row_number"] is None else str(row["row_number"]),
        "batch": row["batch_id"] or "—",
        "imported_at": tell_moment(row["imported_at"]),
    }
    return [(t(f"activities.field_{field}"), text) for field, text in fields.items()]


def tell_count(page: Page, count: Any, *, estimate: Any) -> str:
    """A number of persons as the ledger knows it: not reported, about so many, or exactly."""
    if count is None or pd.isna(count):
        return page.t("activities.not_reported")
    number = page.t.number(int(count))
    return page.t("activities.about", number=number) if estimate else number


def _tell_time(page: Page, row: Row) -> str:
    times = [f"{time:%H:%M}" for time in (row["start_time"], row["end_time"]) if time]
    return "–".join(times) or page.t("activities.not_known")


def _show_raw(page: Page, row: Row) -> None:
    raw = {key: text for key, text in dict(_read_json(row["raw"])).items() if text is not None}
    raw.pop("row_number", None)  # added on reading a district's table, not in it
    if not raw:
        return
    t = page.t
    st.caption(t("activities.raw"))
    table = pd.DataFrame({"heading": list(raw), "text": [str(text) for text in raw.values()]})
    st.dataframe(
        table,
        hide_index=True,
        height="content",
        column_config={
            "heading": st.column_config.TextColumn(t("activities.heading"), width="small"),
            "text": st.column_config.TextColumn(t("activities.text"), width="large"),
        },
        alt=t("activities.raw"),
    )
    columns = (Column("heading", t("activities.heading")), Column("text", t("activities.text")))
    add_printed(page, table, columns)


def _show_repairs(page: Page, row: Row) -> None:
    t = page.t
    repairs = _read_json(row["repairs"])
    if not repairs:
        st.caption(t("activities.no_repairs"))
        return
    st.caption(t("activities.repairs"))
    table = pd.DataFrame(
        {
            t("activities.heading"): [_name_field(page, repair["field"]) for repair in repairs],
            t("activities.before"): [repair["before"] or "—" for repair in repairs],
            t("activities.after"): [repair["after"] or "—" for repair in repairs],
            t("activities.how"): [t.named("ledger.repair.", repair["kind"]) for repair in repairs],
        }
    )
    st.dataframe(table, hide_index=True, height="content", alt=t("activities.repairs"))
    add_printed(page, table, read_columns(table))


def _name_field(page: Page, field: str) -> str:
    """A ledger's field in the page's language; one that has no name here stays as it is."""
    keys = [f"activities.field_{part}" for part in field.split(", ")]
    if all(key in load_messages() for key in keys):
        return page.t("downloads.separator").join(page.t(key) for key in keys)
    return field


def _read_json(text: str | None) -> Any:
    return json.loads(text) if text else []
