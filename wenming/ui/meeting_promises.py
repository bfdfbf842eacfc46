"""The year's targets on the joint-meeting page: all of them, where they stood at the last meeting,
and now."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from wenming.briefing.findings import tell_slide
from wenming.briefing.promises import load_targets
from wenming.briefing.sources import find_last_meeting
from wenming.briefing.targets import Promise, list_promises
from wenming.briefing.text import read
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.i18n import Translator
from wenming.reports import meeting as reports
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page, load_reference
from wenming.ui.meeting import Chosen
from wenming.ui.tables import show_table


def show_promises(page: Page, chosen: Chosen) -> None:
    """Each target of the year, reached by the last meeting and by the period's end, what fell
    short first.

    Targets hold for the whole district: under a filter of streets, levels or themes there is
    nothing to compare, and nothing is shown; nor where the district has set none.
    """
    t, filters = page.t, page.filters
    now = load_targets(page.store, filters, district=page.district, t=t, load=page.load)
    promises = list_promises(now)
    if not promises:
        return
    last = find_last_meeting(load_reference(page.store, reports.meetings_by_meeting), chosen.as_of)
    day = None if last is None else last["held_on"].date()
    begin = filters.until.replace(month=1, day=1)
    then: dict[str, Promise] = {}
    if day is None or not begin <= day < filters.until:
        day = None
    else:
        until = replace(filters, since=begin, until=day)
        before = load_targets(page.store, until, district=page.district, t=t, load=page.load)
        then = {each.figure: each for each in list_promises(before)}
    table = pd.DataFrame(
        {
            "figure": load_figures()[each.figure].title(t),
            "target": each.target.text,
            "then": _tell(then.get(each.figure), t),
            "now": _tell(each, t),
            "standing": t(f"briefing.standing_{each.standing}"),
        }
        for each in promises
    )
    finding = read(tell_slide(now, "targets"))
    st.subheader(finding, anchor=False)
    st.caption(
        t("meeting.promises_caption", year=filters.until.year, until=t.day(filters.until))
        + ("" if day is None else t("meeting.promises_since", day=t.day(day)))
    )
    columns = [
        Column("figure", t("meeting.promise")),
        Column("standing", t("briefing.column_standing")),
        Column("target", t("meeting.target"), "number_text"),
        Column("now", t("meeting.reached_now"), "number_text"),
        Column("then", t("meeting.reached_then"), "number_text"),
    ]
    show_table(page, table, columns, alt=finding)
    show_downloads(page, table, "promises", title=finding, columns=columns)


def _tell(promise: Promise | None, t: Translator) -> str:
    """What was reached, with its part of the target or its own parts; a dash where it was not
    asked, in words where it is not known."""
    if promise is None:
        return t.number(None)
    if promise.reached is None or promise.gap is None:
        return t("briefing.not_known")
    if promise.basis:
        return promise.reached.text + read(promise.basis)
    return t("meeting.promise_share", reached=promise.reached.text, share=promise.gap.text)
