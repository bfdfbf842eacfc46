"""The parts of the coverage page: its frames, the map, the facts beside it, the table beneath."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from wenming.figures import load_figures
from wenming.maps.base import build_base, build_update, find_tiles
from wenming.maps.boundary import Boundary, find_bounds
from wenming.maps.coverage import Link, build_data
from wenming.maps.measures import MEASURES, Measure, compute_streets, compute_total
from wenming.maps.points import MARKERS, count_placed
from wenming.maps.sites import grade_sites, list_quiet, name_states
from wenming.reports import coverage, reference
from wenming.ui.choices import choose_option
from wenming.ui.faults import guard
from wenming.ui.filter_bar import choose_streets
from wenming.ui.frame import Page, load_reference
from wenming.ui.links import carry_link, find_page
from wenming.ui.map_widget import load_streets, show_map, tell_marks
from wenming.ui.printed import add_printed, read_columns
from wenming.ui.text import escape

_HEIGHT = 600
_OPENED = "coverage_opened"
_SUPPORT_HEIGHT = 180


@dataclass(frozen=True)
class Frames:
    """What the page shows: all streets and sites, and the activities of the chosen streets."""

    streets: pd.DataFrame
    sites: pd.DataFrame
    points: pd.DataFrame
    held: int
    """Activities of the filters, on the map or not."""

    @property
    def is_counted(self) -> bool:
        return "activities" in self.points


def load_frames(page: Page) -> Frames:
    """Load the page's frames; the map shows every street, whichever are chosen."""
    everywhere = replace(page.filters, streets=None)
    sites = grade_sites(page.load(coverage.states_by_site, everywhere), page.district)
    names = load_reference(page.store, reference.streets).set_index("street_id")
    streets = compute_streets(
        page.load(coverage.measures_by_street, everywhere), sites, names["residents"]
    )
    held = int(choose_rows(streets, page.filters.streets)["activities"].sum())
    if held > MARKERS:
        points = page.load(coverage.points_by_site_theme)
    else:
        points = page.load(coverage.points_by_activity, rows=MARKERS)
    return Frames(streets, sites, points, held)


def choose_rows(frame: pd.DataFrame, streets: tuple[str, ...] | None) -> pd.DataFrame:
    """The rows of the chosen streets; all where none are chosen."""
    return frame if streets is None else frame[frame["street_id"].isin(streets)]


def choose_measure(page: Page) -> Measure:
    """Let the reader choose what shades the streets; the choice stands in the link."""
    figures = load_figures()
    chosen = choose_option(
        page.t("coverage.measure"),
        list(MEASURES),
        key="measure",
        format_func=lambda figure: page.t.of(figures[figure].name),
    )
    return MEASURES[chosen]


def show_finding(page: Page, frames: Frames) -> None:
    st.subheader(escape(tell_finding(page, frames)), anchor=False)


def tell_finding(page: Page, frames: Frames) -> str:
    """The page's answer in one sentence: who was reached, and which sites are silent."""
    chosen = choose_rows(frames.streets, page.filters.streets)
    in_streets = chosen[chosen["street_id"].notna()]
    reached = int((in_streets["activities"] > 0).sum())
    return page.t(
        "coverage.finding" if chosen["activities"].sum() else "coverage.finding_none",
        reached=reached,
        streets=len(in_streets),
        silent=int(chosen["sites_silent"].sum()),
        never=int(chosen["sites_never"].sum()),
        months=page.district.thresholds.silent_yellow_months,
    )


def show_coverage_map(page: Page, frames: Frames, measure: Measure) -> None:
    """The map, what is not on it, and what a click on it does."""
    t, district = page.t, page.district
    boundary, problem = load_streets(page)
    tiles, missing = find_tiles(district)
    data = build_data(
        streets=frames.streets,
        street_names=page.names(reference.streets),
        chosen=page.filters.streets or (),
        measure=measure,
        sites=frames.sites,
        points=frames.points,
        themes=load_reference(page.store, reference.themes),
        marks=tell_marks(page),
        link=Link("activities", urlencode(carry_link(), doseq=True)),
        district=district,
        t=t,
    )
    bounds = find_bounds(boundary.points or _list_places(frames.sites))
    show_map(
        build_base(district, boundary, bounds, tiles),
        build_update(data),
        key="coverage_map",
        height=_HEIGHT,
        on_click=lambda message: _take_click(message, page.filters.streets),
    )
    notes = [
        *([t(problem.key, **problem.params)] if problem else []),
        *(t("coverage.no_tile_key", name=name) for name in missing),
        *_tell_gaps(page, frames, boundary),
    ]
    for note in notes:
        st.caption(escape(note))


def open_clicked_activity() -> None:
    """Go to the activity whose link on the map was clicked; call before the page draws itself."""
    if activity := st.session_state.pop(_OPENED, None):
        st.switch_page(find_page("activities"), query_params={**carry_link(), "activity": activity})


def _take_click(message: dict[str, Any], chosen: tuple[str, ...] | None) -> None:
    if activity := message.get("activity"):
        st.session_state[_OPENED] = activity
    elif street := message.get("street"):
        choose_streets([] if chosen == (street,) else [street])


def _list_places(sites: pd.DataFrame) -> list[tuple[float, float]]:
    placed = sites[sites["lat"].notna() & sites["lon"].notna()]
    return list(zip(placed["lat"], placed["lon"], strict=True))


def _tell_gaps(page: Page, frames: Frames, boundary: Boundary) -> list[str]:
    """What is not on the map, counted."""
    t = page.t
    notes = []
    names = page.names(reference.streets)
    drawn = boundary.street_ids
    bare = [name for street, name in names.items() if street not in drawn]
    if bare and drawn:
        separator = t("coverage.map_separator")
        notes.append(
            t("coverage.streets_without_polygon", count=len(bare), names=separator.join(bare))
        )
    lost_sites = int((frames.sites["lat"].isna() | frames.sites["lon"].isna()).sum())
    if lost_sites:
        notes.append(t("coverage.sites_without_place", count=t.number(lost_sites)))
    lost = frames.held - count_placed(frames.points)
    if lost:
        notes.append(t("coverage.activities_without_place", count=t.number(lost)))
    if frames.is_counted:
        notes.append(t("coverage.counted_points", limit=t.number(MARKERS)))
    return notes


def show_facts(page: Page, frames: Frames) -> None:
    """The figures of the chosen street, of several, or of the whole district."""
    t, chosen = page.t, page.filters.streets
    rows = choose_rows(frames.streets, chosen)
    total = compute_total(rows, None if chosen else page.district.population)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(escape(_name_choice(page)), anchor=False)
        if chosen:
            st.button(
                t("coverage.all_streets"),
                key="all_streets",
                on_click=guard(choose_streets),
                args=([],),
                type="tertiary",
                icon=":material/close:",
            )
    st.caption("  \n".join(_describe_choice(page, rows, total)))
    with st.grid(2, min_column_width=175, gap="small"):
        for measure in MEASURES.values():
            _show_metric(page, measure, total)
    _show_support(page, choose_rows(frames.sites, chosen))


def _name_choice(page: Page) -> str:
    chosen = page.filters.streets
    if not chosen:
        return page.t("coverage.whole", district=page.t.of(page.district.name))
    if len(chosen) == 1:
        return page.names(reference.streets)[chosen[0]]
    return page.t("coverage.several_streets", count=len(chosen))


def _describe_choice(page: Page, rows: pd.DataFrame, total: pd.Series) -> list[str]:
    t = page.t
    reference_rows = load_reference(page.store, reference.streets).set_index("street_id")
    in_streets = rows["street_id"].dropna()
    whole = not page.filters.streets and page.district.population is not None
    modelled = (
        not whole and (reference_rows.loc[in_streets, "population_basis"] == "modelled").any()
    )
    if pd.isna(total["residents"]):
        residents = t("coverage.residents_unknown")
    else:
        key = "coverage.residents_modelled" if modelled else "coverage.residents"
        residents = t(key, count=t.number(int(total["residents"])))
    sites = t(
        "coverage.open_and_closed_sites" if total["sites_closed"] else "coverage.open_sites",
        count=t.number(int(total["sites"])),
        closed=t.number(int(total["sites_closed"])),
    )
    last = "" if pd.isna(total["last_on"]) else t.day(total["last_on"].date())
    return [residents, sites, *([t("coverage.last_on", day=last)] if last else [])]


def _show_metric(page: Page, measure: Measure, total: pd.Series) -> None:
    t = page.t
    figure = load_figures()[measure.figure]
    with st.container(gap=None, key=f"fact_{measure.figure}"):
        st.metric(
            figure.title(t),
            _tell(measure, total, page),
            help=figure.explain(t, page.district),
        )
        if note := _tell_base(page, measure, total):
            st.caption(note)


def _tell(measure: Measure, row: pd.Series, page: Page) -> str:
    """A value in words; where something was held but not reported, that it was not."""
    missing = pd.isna(row[measure.figure])
    if missing and measure.figure in {"attendance", "service_hours"} and row["activities"]:
        return page.t("coverage.not_reported")
    return measure.tell(row[measure.figure], page.t)


def _tell_base(page: Page, measure: Measure, row: pd.Series) -> str | None:
    """What a figure stands on: a rate's denominator, a sum's gaps."""
    t = page.t
    if measure.figure == "attendance" and not pd.isna(row["attendance"]) and row["attendance"]:
        return t(
            "coverage.gaps",
            estimated=t.percent(float(row["attendance_estimated"] / row["attendance"]), 0),
            missing=t.percent(float(1 - row["attendance_reported"] / row["activities"]), 0),
        )
    if measure.figure == "active_sites":
        part, whole = row["active_site_months"], row["open_site_months"]
        told = t("coverage.site_months", part=t.number(int(part)), whole=t.number(int(whole)))
        return "  \n".join(filter(None, [told, page.judged]))
    if measure.figure == "site_coverage":
        part, whole = row["covered"], row["communities"]
        return t("coverage.of_communities", part=t.number(int(part)), whole=t.number(int(whole)))
    if measure.figure == "silent_sites":
        return t("coverage.never_apart", count=t.number(int(row["sites_never"])))
    return None


def _show_support(page: Page, sites: pd.DataFrame) -> None:
    """The sites that are silent or were never heard of, the longest silent first."""
    t = page.t
    quiet = list_quiet(sites)
    st.markdown(f"**{t('coverage.support', count=t.number(len(quiet)))}**")
    if quiet.empty:
        st.caption(t("coverage.support_none"))
        return
    names = page.names(reference.streets)
    states = name_states(page.district, t)
    table = pd.DataFrame(
        {
            t("coverage.map_site"): quiet[t.column()],
            t("coverage.map_state"): quiet["state"].map(states),
            t("coverage.map_street"): quiet["street_id"].map(names),
            t("coverage.map_unit"): quiet["responsible_unit"],
        }
    )
    st.dataframe(
        table,
        hide_index=True,
        height=_SUPPORT_HEIGHT,
        key="support",
        placeholder=t("coverage.map_none"),
        alt=t("coverage.support_alt"),
    )
    add_printed(page, table, read_columns(table), missing=t("coverage.map_none"))
