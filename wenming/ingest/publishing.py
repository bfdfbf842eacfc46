"""From files handed in to a published version, whoever else publishes meanwhile.

Files are judged against one version. They are published on top of that version only; when another
became current, they are judged again, and what changed by that is said before anything goes in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from wenming.config import District
from wenming.ingest.apart import HandedIn
from wenming.ingest.intake import build_batches, read_ledgers
from wenming.ingest.ledger import OnRows
from wenming.ingest.reading import Reading
from wenming.ingest.results import KEPT, LedgerReport, Outcome
from wenming.reports import reference
from wenming.schema import LEDGER
from wenming.store import Store, open_snapshot
from wenming.store.ledgers import append_batches


@dataclass(frozen=True)
class Judgement:
    """What becomes of every row of the files, compared with version `version` of the store."""

    version: int
    reading: Reading
    reports: tuple[LedgerReport, ...]
    hashes: tuple[str, ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        """Rows of all files by outcome, every outcome named."""
        counts = [report.counts for report in self.reports]
        return {outcome: sum(each[outcome] for each in counts) for outcome in Outcome}

    @property
    def keeps_anything(self) -> bool:
        """Whether publishing would add a row: refused files and repeats add none."""
        return any(self.counts[outcome] for outcome in KEPT)


@dataclass(frozen=True)
class Published:
    """How an attempt to publish ended: `version` is the new version, or None where the judgement
    was made again and is to be looked at; `changed` rows end differently than in the first."""

    judgement: Judgement
    version: int | None
    changed: int = 0


def judge(
    files: Sequence[HandedIn],
    *,
    store: Store,
    district: District,
    reading: Reading,
    on_file: Callable[[HandedIn], None] = lambda file: None,
    on_rows: OnRows = lambda rows, share: None,
) -> Judgement:
    """Say what would become of every row; nothing is written. See `read_ledgers`.

    Headings mean what the reading says, or else what its office chose for an earlier file.
    """
    snapshot = open_snapshot(store)
    remembered = find_columns(reference.learned_columns(snapshot), reading.office)
    reports, hashes = read_ledgers(
        files,
        store=store,
        version=snapshot.version,
        district=district,
        as_of=reading.as_of,
        crs=reading.crs,
        columns={**remembered, **reading.columns},
        on_file=on_file,
        on_rows=on_rows,
    )
    return Judgement(snapshot.version, reading, reports, hashes)


def publish(store: Store, judgement: Judgement) -> int:
    """Publish the rows to keep on top of the version they were judged against.

    Raises WenmingError `errors.store_moved` when another version is current by now.
    """
    batches = build_batches(
        zip(judgement.hashes, judgement.reports, strict=True),
        as_of=judgement.reading.as_of,
        crs=judgement.reading.crs,
        office=judgement.reading.office,
    )
    columns = judgement.reading.columns
    return append_batches(store, batches, columns=columns, expected=judgement.version)


def find_columns(learned: pd.DataFrame, office: str, table: str = LEDGER) -> dict[str, str]:
    """The headings of files of a table whose fields an office chose before, of the report
    `learned_columns`."""
    own = learned[(learned["office"] == office) & (learned["table_name"] == table) & (office != "")]
    return dict(zip(own["heading"], own["field"], strict=True))


def publish_or_judge_again(
    store: Store,
    judgement: Judgement,
    judge_again: Callable[[], Judgement],
    *,
    unseen: bool = False,
    publish: Callable[[Store, Any], int] = publish,
) -> Published:
    """Publish; where somebody published meanwhile, judge again and publish only what is the same.

    Both are done within one turn: who has waited for it is not sent back to the end of the queue,
    and nobody publishes between the second judgement and what comes of it.
    When rows end differently now, nothing is published and the new judgement is handed back to be
    looked at, unless `unseen` says that nobody looks. `publish` is how such a judgement is
    published.
    """
    with store.turn():
        if store.require_current() == judgement.version:
            return Published(judgement, publish(store, judgement))
        again = judge_again()
        changed = count_changed(judgement.reports, again.reports)
        if not again.keeps_anything or (changed and not unseen):
            return Published(again, None, changed)
        return Published(again, publish(store, again), changed)


def count_changed(before: Iterable[LedgerReport], after: Iterable[LedgerReport]) -> int:
    """How many rows of the same files end differently: another outcome, or other values."""
    pairs = (
        (old, new)
        for first, second in zip(before, after, strict=True)
        for old, new in zip(first.rows, second.rows, strict=True)
    )
    return sum(old.outcome != new.outcome or old.values != new.values for old, new in pairs)
