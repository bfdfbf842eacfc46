"""The year's targets on the joint-meeting page: where they stood at the last meeting, and now."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from wenming.briefing.measures import TOTALS
from wenming.briefing.sources import find_last_meeting
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.headline import find_target
from wenming.reports import meeting as reports
from wenming.reports import overview
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page, load_reference
from wenming.ui.meeting import Chosen
from wenming.ui.tables import show_table


def show_promises(page: Page, chosen: Chosen) -> None:
    """Each target of the year, reached by the last meeting and by the period's end.

    Targets hold for the whole district: under a filter of streets, levels or themes there is
    nothing to compare, and nothing is shown; nor where the district has set none.
    """
    t, filters = page.t, page.filters
    year = filters.target_year
    targets = {figure: find_target(page.district, figure, year) for figure in TOTALS}
    if year is None or not any(targets.values()):
        return
    begin = date(year, 1, 1)
    now = page.load(overview.headline, replace(filters, since=begin)).iloc[0]
    last = find_last_meeting(load_reference(page.store, reports.meetings_by_meeting), chosen.as_of)
    then, day = None, None if last is None else last["held_on"].date()
    if day is not None and begin <= day < filters.until:
        then = page.load(overview.headline, replace(filters, since=begin, until=day)).iloc[0]
    table = pd.DataFrame(
        [
            {
                "figure": load_figures()[figure].title(t),
                "target": target,
                "then": None if then is None else then[TOTALS[figure]],
                "now": now[TOTALS[figure]],
                "share_then": None if then is None else then[TOTALS[figure]] / target,
                "share": now[TOTALS[figure]] / target,
            }
            for figure, target in targets.items()
            if target
        ]
    )
    first = table.iloc[0]
    finding = t(
        "meeting.finding_promises" if then is not None else "meeting.finding_promises_now",
        figure=first["figure"],
        then=t.percent(first["share_then"]),
        now=t.percent(first["share"]),
    )
    st.subheader(finding, anchor=False)
    st.caption(
        t("meeting.promises_caption", year=year, until=t.day(filters.until))
        + ("" if then is None else t("meeting.promises_since", day=t.day(day)))
    )
    columns = [
        Column("figure", t("meeting.promise")),
        Column("target", t("meeting.target"), "count"),
        Column("then", t("meeting.reached_then"), "count"),
        Column("share_then", t("meeting.share_then"), "share"),
        Column("now", t("meeting.reached_now"), "count"),
        Column("share", t("meeting.share_now"), "share"),
    ]
    show_table(page, table, columns, alt=finding)
    show_downloads(page, table, "promises", title=finding, columns=columns)
