"""Loading what a paper stands on: the reports, each kept as rows that figures are bound to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from wenming.briefing.bound import Ledger, Rows
from wenming.computed import COMPUTED
from wenming.config import District
from wenming.errors import WenmingError
from wenming.filters import DAY, Filters
from wenming.geo.streets import find_walking
from wenming.geo.walking import StraightLines
from wenming.headline import choose_periods
from wenming.headline import grade_states as judge_states
from wenming.i18n import Translator
from wenming.reports import (
    activities,
    coverage,
    meeting,
    online,
    overview,
    reference,
    sites,
    volunteers,
)
from wenming.store import Snapshot

LEDGER_ROWS = 3_000
"""Ledger rows that an annex lists of one period; figures always count all of them, and beside the
rows the annex says how many there are and the command that lists them all."""


@dataclass(frozen=True)
class Letter:
    """What a paper's head and end say of it, where staff said so for this paper.

    What is None comes from the meeting and the district's settings, or is left out.
    """

    issue: int | None = None
    day: date | None = None
    report_to: str | None = None
    copy_to: str | None = None


@dataclass(frozen=True)
class Request:
    """What is to be reported on: a period and its streets, and the meeting it is for, if any.

    `wording` holds words of staff by paragraph, as `wenming.briefing.wording` stores them.
    """

    filters: Filters
    meeting_id: str | None = None
    wording: tuple[tuple[str, str | None], ...] = ()
    letter: Letter = Letter()

    @property
    def street_id(self) -> str | None:
        """The one street of a street's sheet; None for the whole district or several streets."""
        streets = self.filters.streets or ()
        return streets[0] if len(streets) == 1 else None


def find_missing(request: Request, district: District) -> tuple[str, ...]:
    """What head and end of the paper leave out as nobody said it: names of `Letter`'s fields.

    A meeting gives number and day. A street's sheet goes to that street: it has no recipients.
    """
    letter, settings = request.letter, district.briefing
    known = {
        "issue": request.meeting_id or letter.issue,
        "day": request.meeting_id or letter.day,
        "report_to": request.street_id or letter.report_to or any(settings.report_to.values()),
        "copy_to": request.street_id or letter.copy_to or any(settings.copy_to.values()),
    }
    return tuple(name for name, value in known.items() if not value)


@dataclass(frozen=True)
class Material:
    """Everything a paper is composed from, read from one version of the store."""

    request: Request
    district: District
    ledger: Ledger
    version: int
    cutoff: date | None
    as_of: date
    """The day on which tasks and problems are looked at: the meeting's, else the period's last."""
    names: dict[str, dict[str, str]]
    """Names by id: `streets`, `themes`, `tasks`, `levels`."""
    areas: pd.DataFrame
    """The streets' areas that were handed in."""
    walks_straight: bool
    """Whether ways on foot are estimated, as straight lines."""

    @property
    def t(self) -> Translator:
        return self.ledger.t

    def frame(self, key: str) -> pd.DataFrame:
        return self.ledger.rows[key].frame

    def is_comparable(self, key: str) -> bool:
        """Whether there are rows to compare with: none are asked of a base that is not known."""
        return self.ledger.rows[key].filters is not None


def load_material(
    store: Snapshot, request: Request, *, district: District, t: Translator
) -> Material:
    """Ask every report the paper needs.

    A period that reaches beyond the data's cut-off day ends there: of later days nothing is known.
    Raises WenmingError for a meeting that there is not, or a period that begins after that day.
    """
    ledger = Ledger(t)
    request = _end_at_cutoff(request, store.cutoff, t)
    filters = request.filters
    periods = choose_periods(filters, store.known_since)
    meetings = meeting.meetings_by_meeting(store)
    as_of = _find_day(meetings, request)

    def keep(
        key: str,
        report: Callable[..., pd.DataFrame],
        chosen: Filters | None = None,
        detail: str | None = None,
        **values: Any,
    ) -> pd.DataFrame:
        frame = report(store, *(() if chosen is None else (chosen,)), **values)
        name = f"{report.__module__.rpartition('.')[2]}__{report.__name__}"
        asked = tuple(sorted(values.items()))
        ledger.add_rows(Rows(key, name, chosen, asked, frame, detail))
        return frame

    def keep_base(
        key: str,
        report: Callable[..., pd.DataFrame],
        base: Filters | None,
        detail: str | None = None,
    ) -> pd.DataFrame:
        """The rows of a period; none where there is no such period to compare with."""
        if base is not None:
            return keep(key, report, base, detail)
        nothing = report(store, filters).iloc[:0]
        ledger.add_rows(Rows(key, "", None, (), nothing))
        return nothing

    themes = keep("themes", reference.themes)
    keep("tasks_of_practice", reference.tasks)
    streets = keep("streets", reference.streets)
    if filters.streets is not None:
        chosen_streets = streets[streets["street_id"].isin(filters.streets)]
        ledger.rows["streets"] = replace(ledger.rows["streets"], frame=chosen_streets)
    tasks_of = dict(zip(themes["theme_id"], themes["task_id"], strict=True))
    details: dict[Filters, str] = {}
    compared: tuple[tuple[str, Filters | None], ...] = (
        ("now", filters),
        ("previous", periods.previous),
        ("year_before", periods.year_before),
        ("to_date", periods.to_date),
    )
    for name, chosen in compared:
        if chosen is None:
            keep_base(f"headline_{name}", overview.headline, None)
            continue
        # A year to date that is the period itself has the same rows behind it.
        detail = details.setdefault(chosen, f"activities_{name}")
        headline = keep(f"headline_{name}", overview.headline, chosen, detail)
        if detail in ledger.rows:
            continue
        held = int(headline["activities"].sum())
        rows = activities.export_by_activity(store, chosen, rows=LEDGER_ROWS)
        rows = rows.assign(
            task_id=rows["theme_id"].map(tasks_of), month=rows["started_on"].dt.to_period("M")
        )
        rows["month"] = rows["month"].dt.to_timestamp()
        values = (("rows", max(held, 1)), ("search", ""))
        ledger.add_rows(
            Rows(detail, "activities__export_by_activity", chosen, values, rows, of=held)
        )
    months = periods.months
    for name, base, judged in (
        ("now", filters, months.chosen if months else None),
        ("previous", periods.previous, months.previous if months else None),
        ("year_before", periods.year_before, months.year_before if months else None),
    ):
        keep_base(f"sites_{name}", overview.sites_by_month, judged)
        keep_base(f"coverage_{name}", overview.coverage_by_month, base)
        if name != "previous":
            keep_base(f"trend_{name}", overview.trend_by_month_theme, base, f"activities_{name}")
    whole = periods.to_date.start_at(store.known_since).whole
    keep_base("sites_to_date", overview.sites_by_month, whole)
    for key, (asked, given) in list_year_reports(district).items():
        keep(key, asked, periods.to_date, **given)
    keep("matrix_now", overview.matrix_by_street_task, filters, "activities_now")
    keep("measures_now", coverage.measures_by_street, filters, "activities_now")
    states = coverage.states_by_site(store, replace(filters, themes=None))
    ledger.add_rows(
        Rows("states_now", "coverage__states_by_site", replace(filters, themes=None), (),
             grade_states(states, district))
    )  # fmt: skip
    for key, report in (
        ("needs", "needs__support_by_area"),
        ("reached", "reach__residents_by_street"),
        ("evenness", "reach__evenness_by_street"),
    ):
        ledger.add_rows(Rows(key, report, filters, (), COMPUTED[report](store, district, filters)))
    keep("meetings", meeting.meetings_by_meeting)
    last = find_last_meeting(meetings, as_of)
    if last is not None and (day := last["held_on"].date()) < filters.until:
        since = replace(filters, since=day + DAY)
        keep("headline_since", overview.headline, since)
        year_before = choose_periods(since, store.known_since).year_before
        keep_base("headline_since_year", overview.headline, year_before)
        begin = date(filters.until.year, 1, 1)
        if day >= begin:
            keep("headline_at_last", overview.headline, replace(filters, since=begin, until=day))
    keep("visits", meeting.visits_by_visit, filters, as_of=as_of)
    keep("problems", meeting.problems_by_problem, filters, as_of=as_of)
    keep("tasks", meeting.tasks_by_task, filters, as_of=as_of)
    keep("waiting", meeting.waiting_by_activity, filters)
    names = {
        key: dict(zip(frame.iloc[:, 0], frame[t.column()], strict=True))
        for key, frame in (
            ("streets", streets),
            ("themes", themes),
            ("tasks", ledger.rows["tasks_of_practice"].frame),
            ("levels", reference.levels(store)),
        )
    }
    return Material(
        request, district, ledger, store.version, store.cutoff, as_of, names,
        reference.boundaries(store),
        isinstance(find_walking(district)[0], StraightLines),
    )  # fmt: skip


def list_year_reports(
    district: District,
) -> dict[str, tuple[Callable[..., pd.DataFrame], dict[str, Any]]]:
    """What targets of shares stand on besides sites: by the rows' key the report and its values."""
    due_day = district.thresholds.reporting_due_day
    return {
        "duties_to_date": (sites.duties_by_month_level, {"due_day": due_day}),
        "orders_to_date": (volunteers.orders_by_street_service, {}),
        "surveys_to_date": (online.surveys_by_day_measure, {}),
    }


def _end_at_cutoff(request: Request, cutoff: date | None, t: Translator) -> Request:
    filters = request.filters
    if cutoff is not None and filters.since > cutoff:
        since = t.day(filters.since)
        raise WenmingError("briefing.beyond_cutoff", since=since, cutoff=t.day(cutoff))
    return replace(request, filters=filters.end_at(cutoff))


def find_last_meeting(meetings: pd.DataFrame, as_of: date) -> "pd.Series[Any] | None":
    """The meeting that last gave out tasks before the day; None where none did."""
    before = meetings[(meetings["held_on"] < pd.Timestamp(as_of)) & (meetings["tasks"] > 0)]
    return None if before.empty else before.iloc[0]


def _find_day(meetings: pd.DataFrame, request: Request) -> date:
    if request.meeting_id is None:
        return request.filters.until
    found = meetings[meetings["meeting_id"] == request.meeting_id]
    if found.empty:
        known = ", ".join(meetings["meeting_id"]) or "—"
        raise WenmingError("briefing.no_meeting", meeting=request.meeting_id, known=known)
    day: date = found["held_on"].iloc[0].date()
    return day


def grade_states(states: pd.DataFrame, district: District) -> pd.DataFrame:
    """`coverage__states_by_site` with `state`: active, silent_1 to 3, never, unbound or closed.

    `is_open` tells the sites of every level that are not closed, `is_silent` those silent for a
    full month or more: yes or no.
    """
    state = judge_states(states, district.thresholds)
    yes = {True: "yes", False: "no"}
    silent = state.isin(("silent_1", "silent_2", "silent_3"))
    return states.assign(
        state=state, is_open=(state != "closed").map(yes), is_silent=silent.map(yes)
    )
