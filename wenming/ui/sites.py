"""The sections of the sites page: its cards, standing × state, five haves, duties, offices."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from wenming.charts.sites import build_duties, build_haves, build_standing
from wenming.exports import Column
from wenming.figures import load_figures
from wenming.maps.sites import STATES, grade_sites, name_states
from wenming.reports import reference, sites
from wenming.standing import (
    ALL_HAVES,
    HAVES,
    STANDINGS,
    count_by_office,
    count_haves,
    cross_standing,
)
from wenming.ui.cards import FigureCard, show_figure_cards
from wenming.ui.chart_table import show_chart_and_table
from wenming.ui.downloads import show_downloads
from wenming.ui.frame import Page
from wenming.ui.tables import show_table

_UNIT = "unit"  # its name in the link
_QUIET = ("silent_1", "silent_2", "silent_3")


@dataclass(frozen=True)
class Frames:
    """What the page shows: sites with their state, and duties by month and level."""

    unit: str
    sites: pd.DataFrame
    duties: pd.DataFrame


def load_frames(page: Page) -> Frames:
    """Ask which responsible units are meant, and load what the filters and these choose."""
    unit = ask_unit(page)
    graded = grade_sites(page.load(sites.states_by_site, unit=unit), page.district)
    due_day = page.district.thresholds.reporting_due_day
    duties = page.load(sites.duties_by_month_level, unit=unit, due_day=due_day)
    return Frames(unit, graded, duties)


def ask_unit(page: Page) -> str:
    """The responsible units to show, by any part of their names; it stands in the link."""
    text = st.text_input(
        page.t("sites.unit"),
        key=_UNIT,
        bind="query-params",
        type="search",
        icon=":material/apartment:",
        placeholder=page.t("sites.unit"),
        label_visibility="collapsed",
        max_chars=60,
    )
    return (text or "").strip()


def stop_if_none(page: Page, frames: Frames) -> None:
    """End the page with a sentence when no site is chosen."""
    if frames.sites.empty:
        st.info(page.t("sites.nothing", period=page.period), icon=":material/info:")
        st.stop()


def show_cards(page: Page, frames: Frames) -> None:
    """Six figures: open and silent sites, monthly minimum, reporting, timeliness, five haves."""
    t, months = page.t, page.district.thresholds.silent_red_months
    states = frames.sites["state"].value_counts()
    closed, never = int(states.get("closed", 0)), int(states.get("never", 0))
    silent = int(sum(states.get(state, 0) for state in _QUIET))
    expected = len(frames.sites) - closed - int(states.get("unbound", 0))
    duties = frames.duties[["expected", "met", "reported", "dated", "in_time"]].sum()
    haves = count_haves(frames.sites).query("have == @ALL_HAVES")[["present", "known"]].sum()

    def site_months(part: str, whole: str) -> str:
        return t(
            "sites.site_months",
            part=t.number(int(duties[part])),
            whole=t.number(int(duties[whole])),
        )

    def share(counts: pd.Series, part: str, whole: str) -> str:
        return t.percent(counts[part] / counts[whole] if counts[whole] else None)

    judged = tuple(filter(None, [page.judged]))
    undated = int(duties["reported"] - duties["dated"])
    timeliness = [site_months("in_time", "dated")]
    if undated:
        timeliness.append(t("sites.undated", count=t.number(undated)))
    show_figure_cards(
        page,
        [
            FigureCard(
                "open_sites",
                t.number(len(frames.sites) - closed),
                (t("sites.closed", count=t.number(closed)),),
            ),
            FigureCard(
                "silent_sites",
                t.number(silent),
                (
                    t("sites.of_expected", whole=t.number(expected)),
                    t(
                        "sites.long_and_never",
                        months=months,
                        long=t.number(int(states.get("silent_3", 0))),
                        never=t.number(never),
                    ),
                ),
            ),
            FigureCard(
                "meeting_minimum",
                share(duties, "met", "expected"),
                (site_months("met", "expected"), *judged, _tell_minimums(page)),
            ),
            FigureCard(
                "reporting_rate",
                share(duties, "reported", "expected"),
                (site_months("reported", "expected"), *judged),
            ),
            FigureCard("timeliness", share(duties, "in_time", "dated"), tuple(timeliness)),
            FigureCard(
                "five_haves",
                share(haves, "present", "known"),
                (
                    t(
                        "sites.part_of_sites",
                        part=t.number(int(haves["present"])),
                        whole=t.number(int(haves["known"])),
                    ),
                ),
            ),
        ],
    )


def _tell_minimums(page: Page) -> str:
    """Each level's monthly minimum, levels without one left out."""
    t = page.t
    parts = [
        t("sites.minimum", level=t.of(level.name), count=level.minimum_per_month)
        for level in page.district.levels
        if level.minimum_per_month
    ]
    return t("downloads.separator").join(parts)


def show_standing(page: Page, frames: Frames) -> None:
    """The matrix of standing and state, with every site of both."""
    t = page.t
    counts = cross_standing(frames.sites, STATES)
    states = name_states(page.district, t)
    # Columns that no site of any standing has say nothing.
    counts = counts[[state for state in STATES if counts.at["all", state]]]
    named = counts.rename(
        index={key: t(f"sites.standing_{key}") for key in STANDINGS}, columns=states
    )
    unit = t.of(load_figures()["open_sites"].unit)
    columns = [Column("standing", t("sites.standing"))]
    columns += [Column(name, f"{name}{t('sites.in_sites')}", "count") for name in named.columns]
    show_chart_and_table(
        page,
        build_standing(named, unit=unit, t=t),
        named.rename_axis("standing").reset_index(),
        columns,
        name="sites-by-standing-and-state",
        finding=_tell_standing(page, counts),
        description=t("sites.standing_described", until=t.day(page.filters.until)),
        unit=unit,
        height=250,
        period=t("sites.on", until=t.day(page.filters.until)),
    )


def _tell_standing(page: Page, counts: pd.DataFrame) -> str:
    t = page.t
    quiet = [state for state in (*_QUIET, "never") if state in counts]
    whole, silent = counts.sum(axis=1), counts[quiet].sum(axis=1)
    pilots = ["city", "district"]
    if not int(whole["demonstration"] + whole[pilots].sum()):
        return t("sites.no_standing")
    return t(
        "sites.standing_finding",
        quiet=t.number(int(silent["demonstration"])),
        whole=t.number(int(whole["demonstration"])),
        pilots=t.number(int(silent[pilots].sum())),
        all_pilots=t.number(int(whole[pilots].sum())),
    )


def show_duties(page: Page, frames: Frames) -> None:
    """Monthly minimum by level, reporting and timeliness, month by month."""
    t, duties = page.t, frames.duties
    if duties.empty:
        st.subheader(t("sites.duties"), anchor=False)
        st.info(t("sites.no_whole_month"), icon=":material/info:")
        return
    levels = page.names(reference.levels)
    names = {
        level: t("sites.met_by_level", level=levels[level]) for level in duties["level"].unique()
    }
    for figure in ("reporting_rate", "timeliness"):
        names[figure] = t.of(load_figures()[figure].name)
    by_level = duties.rename(columns={"level": "key", "met": "part", "expected": "whole"})
    totals = duties.groupby("month", as_index=False)[["expected", "reported", "dated", "in_time"]]
    summed = totals.sum()
    rates = pd.concat(
        [
            by_level[["key", "month", "part", "whole"]],
            summed.assign(key="reporting_rate", part=summed["reported"], whole=summed["expected"]),
            summed.assign(key="timeliness", part=summed["in_time"], whole=summed["dated"]),
        ]
    )[["key", "month", "part", "whole"]]
    months = [month.date() for month in sorted(pd.to_datetime(rates["month"]).unique())]
    whole = rates["whole"].where(rates["whole"] > 0)
    table = rates.assign(
        rate=rates["key"].map(names),
        month=[t.month(month) for month in pd.to_datetime(rates["month"])],
        share=rates["part"] / whole,
    )
    site_unit = t("sites.in_sites")
    columns = [
        Column("month", t("charts.month")),
        Column("rate", t("sites.rate")),
        Column("part", t("sites.part") + site_unit, "count"),
        Column("whole", t("sites.whole") + site_unit, "count"),
        Column("share", t("sites.share"), "share"),
    ]
    show_chart_and_table(
        page,
        build_duties(rates, months=months, names=names, t=t),
        table,
        columns,
        name="site-duties-by-month",
        finding=_tell_duties(page, duties, levels),
        description=t("sites.duties_described"),
        unit="%",
        height=44 * len(names),
    )


def _tell_duties(page: Page, duties: pd.DataFrame, levels: dict[str, str]) -> str:
    """How the last whole month stood, and the level with the most sites below its minimum."""
    t = page.t
    last = duties[duties["month"] == duties["month"].max()]
    below = (last["expected"] - last["met"]).set_axis(last["level"])
    level = str(below.idxmax())
    return t(
        "sites.duties_finding",
        month=t.month(pd.Timestamp(last["month"].iloc[0])),
        met=t.number(int(last["met"].sum())),
        whole=t.number(int(last["expected"].sum())),
        level=levels[level],
        below=t.number(int(below.max())),
    )


def show_haves(page: Page, frames: Frames) -> None:
    """The five haves by level: how many open sites have each."""
    t = page.t
    counts = count_haves(frames.sites)
    if counts.empty:
        st.subheader(t("sites.haves"), anchor=False)
        st.info(t("sites.no_open_site"), icon=":material/info:")
        return
    levels = {
        key: name
        for key, name in page.names(reference.levels).items()
        if key in set(counts["level"])
    }
    haves = {have: t(f"sites.{have}") for have in (*HAVES, ALL_HAVES)}
    whole = counts["known"].where(counts["known"] > 0)
    table = counts.assign(
        level=counts["level"].map(levels),
        have=counts["have"].map(haves),
        share=counts["present"] / whole,
    )
    columns = [
        Column("level", t("frame.level")),
        Column("have", t("sites.have")),
        Column("present", t("sites.present") + t("sites.in_sites"), "count"),
        Column("known", t("sites.known") + t("sites.in_sites"), "count"),
        Column("share", t("sites.share"), "share"),
    ]
    each = counts[counts["have"] != ALL_HAVES].groupby("have")[["present", "known"]].sum()
    missing = each["known"] - each["present"]
    show_chart_and_table(
        page,
        build_haves(counts, levels=levels, haves=haves, t=t),
        table,
        columns,
        name="five-haves-by-level",
        finding=t(
            "sites.haves_finding",
            have=haves[str(missing.idxmax())],
            count=t.number(int(missing.max())),
        ),
        description=t("sites.haves_described", until=t.day(page.filters.until)),
        unit="%",
        height=60 * len(levels),
        period=t("sites.on", until=t.day(page.filters.until)),
    )


def show_offices(page: Page, frames: Frames) -> None:
    """The secretaries at each level, by office, with the sites each answers for."""
    t = page.t
    counts = count_by_office(frames.sites, page.district.site_kinds)
    if counts.empty:
        return
    kinds = {kind.id: kind for kind in page.district.site_kinds}
    table = counts.assign(
        office=[t.of(kinds[kind].led_by) for kind in counts["kind"]],
        name=[t.of(kinds[kind].name) for kind in counts["kind"]],
    )
    columns = [
        Column("office", t("sites.office")),
        Column("name", t("sites.leads")),
        *(
            Column(key, t(f"sites.{key}"), "count")
            for key in ("sites", "active", "silent", "never")
        ),
    ]
    st.subheader(t("sites.offices"), anchor=False)
    description = t("sites.offices_described")
    st.caption(description)
    show_table(page, table, columns, alt=description)
    show_downloads(page, table, "sites-by-office", title=t("sites.offices"), columns=columns)
