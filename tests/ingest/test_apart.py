"""The files of a hand-in, each read in a process of its own, know what was read before them."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, make_store
from tests.ledgers import DUMPLINGS, HISTORY, NO_DATE, make_ledger
from wenming.config import load_district
from wenming.ingest import apart, spool
from wenming.ingest.apart import HandedIn
from wenming.ingest.processes import Limits
from wenming.ingest.publishing import Judgement, judge
from wenming.ingest.reading import Reading
from wenming.ingest.results import LedgerReport, ListedRows, Outcome, RowResult, SkipKind
from wenming.ingest.spool import Listing
from wenming.store import Store

Judge = Callable[..., Judgement]
HEADING = "活动名称,活动时间,所属实践站,参与人数,备注\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_store(tmp_path_factory.mktemp("apart") / "store", SAMPLE, registry_only=True)


@pytest.fixture
def judge_files(store: Store, tmp_path: Path) -> Judge:
    """Judge files given as name and bytes."""

    def run(*files: tuple[str, bytes]) -> Judgement:
        handed_in = []
        for number, (name, content) in enumerate(files):
            path = tmp_path / f"{number}{Path(name).suffix}"
            path.write_bytes(content)
            handed_in.append(HandedIn(name, path))
        reading = Reading(as_of=date(2021, 7, 7), crs="wgs84")
        return judge(handed_in, store=store, district=load_district(SAMPLE), reading=reading)

    return run


def outcomes(report: LedgerReport) -> list[str]:
    return [row.skip_kind or row.outcome for row in report.rows][1:]


def test_a_row_of_an_earlier_file_is_known(judge_files: Judge) -> None:
    first = make_ledger(DUMPLINGS, NO_DATE)
    judgement = judge_files(("a.xlsx", first), ("b.xlsx", make_ledger(HISTORY, DUMPLINGS, NO_DATE)))
    again = judgement.reports[1].rows
    assert outcomes(judgement.reports[1]) == ["repaired", "duplicate", "review"]
    assert again[2].duplicate_of is not None
    assert again[2].duplicate_of.file == "a.xlsx"
    assert all(judgement.hashes)


def test_a_refused_file_stops_no_other_and_leaves_nothing(
    judge_files: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = iter([Limits(), Limits(seconds=0), Limits()])
    monkeypatch.setattr(apart, "_find_limits", lambda path, long_from: next(allowed))
    files = [(f"{name}.xlsx", make_ledger(*rows)) for name, rows in
             (("a", [DUMPLINGS]), ("slow", [HISTORY]), ("c", [DUMPLINGS, HISTORY]))]  # fmt: skip
    judgement = judge_files(*files)
    first, slow, third = judgement.reports
    assert slow.refused is not None
    assert slow.refused.key == "ledger.refused.too_slow"
    assert slow.refused.params["file"] == "slow.xlsx"
    assert outcomes(first) == ["repaired"]
    assert outcomes(third) == ["duplicate", "repaired"]
    assert [bool(sha256) for sha256 in judgement.hashes] == [True, False, True]


def test_the_rows_of_a_long_file_come_over(judge_files: Judge) -> None:
    days = [date(2019, 1, 1) + timedelta(n) for n in range(700)]
    rows = [f"读书会{n},{days[n % 700]},蓬洲东社区,9,{'记' * 75}\n" for n in range(20_000)]
    (report,) = judge_files(("long.csv", (HEADING + "".join(rows)).encode())).reports
    assert isinstance(report.rows, spool.Spool)
    assert (len(report.rows), report.counts[Outcome.SKIPPED]) == (20_001, 1)
    assert report.rows[10_001].values["title"] == "读书会10000"


def test_a_missing_file_is_told(store: Store, tmp_path: Path) -> None:
    reading = Reading(as_of=date(2021, 7, 7), crs="wgs84")
    given = {"store": store, "district": load_district(SAMPLE), "reading": reading}
    (report,) = judge([HandedIn("gone.xlsx", tmp_path / "gone.xlsx")], **given).reports
    assert report.refused is not None
    assert report.refused.key == "ledger.refused.missing"


def make_rows(count: int) -> list[RowResult]:
    rows = []
    for number in range(count):
        row = RowResult("台账", number, Outcome.REPAIRED, raw={"活动名称": f"读书会{number}"})
        row.values = {"title": f"读书会{number}", "attendance": number}
        if number % 7 == 3:
            row = RowResult("台账", number, Outcome.SKIPPED, SkipKind.DUPLICATE, otherwise=row)
        rows.append(row)
    return rows


def test_many_rows_of_a_workbook_go_to_disk_and_say_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spool, "_PIECE", 8)
    few, many = make_rows(7), make_rows(100)
    listing = Listing()
    for row in few:
        listing.add(row)
    assert isinstance(listing.finish(), ListedRows)
    for row in many[7:]:
        listing.add(row)
    kept = listing.finish()
    assert isinstance(kept, spool.Spool)
    assert len(kept) == len(listing) == 100
    for row, same in zip(kept, many, strict=True):
        known = {name: value for name, value in row.values.items() if value is not None}
        assert (row.row, row.outcome, row.skip_kind) == (same.row, same.outcome, same.skip_kind)
        assert (known, row.raw) == (same.values, same.raw)
    assert kept.counts == ListedRows(many).counts
    (read, now) = next(kept.compared())
    assert read["outcome"][3].as_py() == spool.OUTCOMES.index(Outcome.REPAIRED)
    assert now["outcome"][3].as_py() == spool.OUTCOMES.index(Outcome.SKIPPED)
