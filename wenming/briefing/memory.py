"""What a meeting remembers of its paper: the version it was made from, and the words of staff."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from wenming.briefing.sources import Request
from wenming.filters import Filters
from wenming.reports import meeting
from wenming.store import Snapshot
from wenming.store.records import RecordChange

_SEPARATOR = "|"


@dataclass(frozen=True)
class Settled:
    """A paper that was settled: the version of the data, and the period and streets it is on."""

    version: int
    filters: Filters


def name_paper(request: Request) -> str | None:
    """The id of a paper: its meeting's, with the street's after it for a sheet; None without."""
    if request.meeting_id is None:
        return None
    streets = request.filters.streets
    return f"{request.meeting_id}/{'+'.join(streets)}" if streets else request.meeting_id


def find_settled(store: Snapshot, paper_id: str | None) -> Settled | None:
    """What was settled for a paper; None where nothing was."""
    papers = meeting.papers_by_paper(store)
    found = papers[papers["paper_id"] == paper_id]
    if found.empty:
        return None
    row = found.iloc[0]
    streets = row["streets"]
    chosen = None if pd.isna(streets) else tuple(str(streets).split(_SEPARATOR))
    return Settled(
        int(row["version"]), Filters(_day(row["since"]), _day(row["until"]), streets=chosen)
    )


def add_wording(store: Snapshot, request: Request, language: str) -> Request:
    """The request with the words that staff wrote for its paper in this language."""
    edits = meeting.edits_by_block(store)
    own = edits[(edits["paper_id"] == name_paper(request)) & (edits["language"] == language)]
    texts = [None if pd.isna(text) else str(text) for text in own["text"]]
    return replace(request, wording=tuple(zip(own["block"], texts, strict=True)))


def settle(request: Request, version: int) -> RecordChange:
    """The change that settles a paper: from now on it is made from this version.

    The request names a meeting.
    """
    paper_id, filters = str(name_paper(request)), request.filters
    return RecordChange(
        "papers",
        paper_id,
        {
            "version": str(version),
            "since": filters.since.isoformat(),
            "until": filters.until.isoformat(),
            "streets": _SEPARATOR.join(filters.streets or ()) or None,
        },
    )


def edit_block(request: Request, language: str, block: str, text: str | None) -> RecordChange:
    """The change that gives a paragraph other words; None leaves the paragraph out."""
    paper_id = str(name_paper(request))
    values = {"paper_id": paper_id, "block": block, "language": language, "text": text}
    return RecordChange("paper_edits", f"{paper_id}:{language}:{block}", values)


def restore_block(request: Request, language: str, block: str) -> RecordChange:
    """The change that brings back the words written by rule."""
    return RecordChange("paper_edits", f"{name_paper(request)}:{language}:{block}", None)


def _day(value: object) -> date:
    return pd.Timestamp(str(value)).date()
