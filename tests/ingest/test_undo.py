"""What was skipped as repeating a batch is kept again when that batch is taken back."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import SAMPLE, make_store
from wenming.config import District, load_district
from wenming.ingest.intake import HandedIn
from wenming.ingest.publishing import judge, publish
from wenming.ingest.reading import Reading
from wenming.ingest.undo import take_back
from wenming.reports import data
from wenming.store import Store, open_snapshot
from wenming.store.check import check_store
from wenming.store.settling import Decision, settle

AS_OF = pd.Timestamp("2021-07-07").date()
HEADING = "活动名称,活动时间,所属实践站,参与人数,备注"
HISTORY = "学党史分享会,2021-06-18,蓬洲东社区,32,"
CLINIC = "义诊,2021-06-19,蓬洲东社区,8,"
READING = "读书会,2021-06-20,蓬洲东社区,15,"
NO_SITE = "邻里读书会,2021-06-20,图书室,15,"
NO_DATE = "没有日期的活动,,蓬洲东社区,20,"
HandIn = Callable[..., None]


@pytest.fixture
def district(request: pytest.FixtureRequest) -> District:
    """The sample district; ledgers are read row by row, or as `long` ones in blocks."""
    found = load_district(SAMPLE)
    if getattr(request, "param", None) == "long":
        words = found.ledger.model_copy(update={"long_text_bytes": 0})
        found = found.model_copy(update={"ledger": words})
    return found


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample district without records; not to be published into."""
    return make_store(tmp_path_factory.mktemp("empty") / "store", SAMPLE, registry_only=True)


@pytest.fixture
def store(empty_store: Store, tmp_path: Path) -> Store:
    return Store(Path(shutil.copytree(empty_store.folder, tmp_path / "store")))


@pytest.fixture
def hand_in(store: Store, district: District, tmp_path: Path) -> HandIn:
    """`hand_in(("a.csv", rows), ("b.csv", rows))` publishes files that come together; their
    batches are b00018 and so on."""

    def hand_in_files(*files: tuple[str, Sequence[str]]) -> None:
        handed_in = []
        for name, rows in files:
            path = tmp_path / f"{len(list(tmp_path.iterdir()))}.csv"
            path.write_text("\n".join([HEADING, *rows]), encoding="utf-8")
            handed_in.append(HandedIn(name, path))
        reading = Reading(as_of=AS_OF, crs="wgs84")
        publish(store, judge(handed_in, store=store, district=district, reading=reading))

    return hand_in_files


@pytest.fixture
def undo(store: Store, district: District) -> Callable[[str], dict[str, int]]:
    """Takes a batch back; how many rows of which files are back."""

    def take_batch_back(batch_id: str) -> dict[str, int]:
        returned = take_back(store, batch_id, district=district).returned
        return dict(zip(returned["file"], returned["returned"], strict=True))

    return take_batch_back


Undo = Callable[[str], dict[str, int]]
both_ways = pytest.mark.parametrize("district", ["short", "long"], indirect=True)


def list_kept(store: Store) -> list[tuple[str, str, str]]:
    """Batch, title and outcome of what is kept."""
    rows = open_snapshot(store)._connection.cursor().table("activities").order("activity_id")
    return rows.project("batch_id, title, outcome").fetchall()


def list_waiting(store: Store) -> list[tuple[str, str]]:
    rows = open_snapshot(store)._connection.cursor().table("waiting_repeats").order("activity_id")
    return rows.project("activity_id, repeats_id").fetchall()


def list_counts(store: Store) -> dict[str, tuple[int, ...]]:
    """Of each batch: accepted, repaired, awaiting review, skipped."""
    frame = data.batches_by_file(open_snapshot(store)).set_index("batch_id")
    columns = frame[["accepted", "repaired", "review", "skipped"]]
    return {batch: tuple(counts) for batch, *counts in columns.itertuples()}


@both_ways
def test_a_repeat_counts_when_what_it_repeats_is_taken_back(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    hand_in(("甲.csv", [HISTORY, CLINIC]))
    hand_in(("乙.csv", [READING, HISTORY]))
    assert list_waiting(store) == [("b00019-000002", "b00018-000001")]

    assert undo("b00018") == {"乙.csv": 1}

    titles = [("b00019", "读书会", "accepted"), ("b00019", "学党史分享会", "accepted")]
    assert list_kept(store) == titles
    assert list_counts(store)["b00019"] == (2, 0, 0, 1)
    assert list_waiting(store) == []
    assert check_store(store) == [1, 2, 3, 4]
    newest = data.versions_by_number(open_snapshot(store)).iloc[0]
    assert (newest["action"], newest["added"], newest["removed"]) == ("undo", 1, 2)


@both_ways
def test_what_is_back_is_as_it_was_read(store: Store, hand_in: HandIn, undo: Undo) -> None:
    said = "學黨史分享會,2021年6月18日,蓬洲东社区,约32人,电话13800000002"
    hand_in(("甲.csv", [HISTORY]))
    hand_in(("乙.csv", [READING, said]))

    undo("b00018")

    cursor = open_snapshot(store)._connection.cursor()
    row = cursor.sql("from activities where row_number = 3").df().iloc[0]
    assert (row["title"], row["attendance"], row["outcome"]) == ("学党史分享会", 32, "repaired")
    assert row["attendance_is_estimate"]
    assert "13800000002" not in row["note"]
    source = (
        cursor.sql("from source_rows where batch_id = 'b00019' and row_number = 3").df().iloc[0]
    )
    assert source["record_id"] == row["activity_id"]
    assert source["outcome"] == "repaired"
    assert source["skip_kind"] is None or pd.isna(source["skip_kind"])
    assert "學黨史分享會" in source["repairs"]
    assert source["reasons"] == "[]"


def test_of_several_repeats_the_first_comes_back_and_the_others_repeat_it(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    hand_in(("甲.csv", [HISTORY]))
    hand_in(("乙.csv", [READING, HISTORY]))
    hand_in(("丙.csv", [CLINIC, HISTORY]))

    assert undo("b00018") == {"乙.csv": 1}
    assert list_waiting(store) == [("b00020-000002", "b00019-000002")]
    assert undo("b00019") == {"丙.csv": 1}
    assert list_kept(store) == [
        ("b00020", "义诊", "accepted"),
        ("b00020", "学党史分享会", "accepted"),
    ]


def test_a_batch_that_is_taken_back_takes_its_waiting_repeats_along(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    hand_in(("甲.csv", [HISTORY]))
    hand_in(("乙.csv", [READING, HISTORY]))

    assert undo("b00019") == {}
    assert list_waiting(store) == []
    assert undo("b00018") == {}
    assert list_kept(store) == []


def test_handed_in_anew_the_batch_repeats_what_came_back(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    hand_in(("甲.csv", [HISTORY, CLINIC]))
    hand_in(("乙.csv", [READING, HISTORY]))
    undo("b00018")

    hand_in(("甲.csv", [HISTORY, CLINIC]))

    assert list_waiting(store) == [("b00020-000001", "b00019-000002")]
    assert list_counts(store)["b00020"] == (1, 0, 0, 2)


def test_going_back_a_version_has_the_batch_and_its_repeat_again(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    hand_in(("甲.csv", [HISTORY]))
    hand_in(("乙.csv", [READING, HISTORY]))
    undo("b00018")

    store.undo()

    assert list_waiting(store) == [("b00019-000002", "b00018-000001")]
    assert undo("b00018") == {"乙.csv": 1}


@both_ways
def test_files_of_one_name_are_told_apart(store: Store, hand_in: HandIn, undo: Undo) -> None:
    """Also where they come together, and where their repeats stand at the same row."""
    hand_in(("台账.csv", [HISTORY]), ("台账.csv", [CLINIC]), ("丙.csv", [READING, HISTORY, CLINIC]))
    assert list_waiting(store) == [
        ("b00020-000002", "b00018-000001"),
        ("b00020-000003", "b00019-000001"),
    ]
    repeats = data.repeats_by_file(open_snapshot(store), batch_id="b00018")
    assert repeats.to_dict("records") == [{"file": "丙.csv", "rows": 1}]

    assert undo("b00019") == {"丙.csv": 1}
    assert [title for _, title, _ in list_kept(store)] == ["学党史分享会", "读书会", "义诊"]


def test_a_refused_file_between_others_changes_no_link(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    hand_in(("甲.csv", [HISTORY]), ("空.csv", ['"' + "字" * 2_000_000]),
            ("丙.csv", [READING, HISTORY]))  # fmt: skip
    assert undo("b00018") == {"丙.csv": 1}


@both_ways
def test_a_repeat_within_its_file_never_waits(store: Store, hand_in: HandIn, undo: Undo) -> None:
    hand_in(("甲.csv", [HISTORY, HISTORY, NO_SITE, NO_SITE]))
    assert list_waiting(store) == []
    assert list_counts(store)["b00018"] == (1, 0, 1, 3)


@both_ways
def test_two_repeats_in_one_file_come_back_once(store: Store, hand_in: HandIn, undo: Undo) -> None:
    hand_in(("甲.csv", [HISTORY]))
    hand_in(("乙.csv", [READING, HISTORY, HISTORY]))

    assert undo("b00018") == {"乙.csv": 1}
    assert list_waiting(store) == []
    cursor = open_snapshot(store)._connection.cursor()
    row = cursor.sql("from source_rows where batch_id = 'b00019' and row_number = 4").df().iloc[0]
    places = row["duplicate_batch"], row["duplicate_file"], row["duplicate_row"]
    assert places == ("b00019", "乙.csv", 3)
    assert '"row": 3' in row["reasons"]


@pytest.mark.parametrize("row", [NO_SITE, NO_DATE])
def test_a_repeat_of_a_row_under_review_waits_for_review_itself(
    store: Store, hand_in: HandIn, undo: Undo, row: str
) -> None:
    hand_in(("甲.csv", [row]))
    hand_in(("乙.csv", [READING, row]))
    hand_in(("丙.csv", [CLINIC, row]))

    assert undo("b00018") == {"乙.csv": 1}
    queue = data.queue_by_activity(open_snapshot(store))
    assert list(queue["file"]) == ["乙.csv"]
    assert "ledger.review." in queue.iloc[0]["reasons"]
    assert len(list_waiting(store)) == 1
    assert undo("b00019") == {"丙.csv": 1}


@both_ways
def test_files_that_come_together_repeat_unclear_rows(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    hand_in(("甲.csv", [NO_SITE]), ("乙.csv", [READING, NO_SITE]))
    assert undo("b00018") == {"乙.csv": 1}


def test_what_a_person_settled_goes_with_its_batch_and_its_repeat_waits_for_review(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    hand_in(("甲.csv", [NO_SITE]))
    settle(store, [Decision("b00018-000001", accepted=False)])
    hand_in(("乙.csv", [READING, NO_SITE]))

    undo("b00018")

    assert ("b00019", "邻里读书会", "review") in list_kept(store)


def test_what_repeats_another_row_as_well_goes_on_to_wait(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    """A session at nine and one at two, and a repeat that names no hour: it may be either."""
    nine, two = (HISTORY.replace("06-18", f"06-18 {hour}") for hour in ("09:00", "14:00"))
    hand_in(("甲.csv", [nine]))
    hand_in(("乙.csv", [two]))
    hand_in(("丙.csv", [READING, HISTORY]))

    assert undo("b00018") == {}
    assert list_waiting(store) == [("b00020-000002", "b00019-000001")]
    assert undo("b00019") == {"丙.csv": 1}


def test_repeats_that_are_two_sessions_both_come_back(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    nine, two = (HISTORY.replace("06-18", f"06-18 {hour}") for hour in ("09:00", "14:00"))
    hand_in(("甲.csv", [HISTORY]))
    hand_in(("乙.csv", [READING, nine, two]))

    assert undo("b00018") == {"乙.csv": 2}
    assert list_counts(store)["b00019"] == (3, 0, 0, 1)


def test_repeats_that_differ_among_themselves_are_left_to_a_person(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    unsaid = HISTORY.replace(",32,", ",,")
    hand_in(("甲.csv", [unsaid]))
    hand_in(("乙.csv", [READING, HISTORY]))
    hand_in(("丙.csv", [CLINIC, HISTORY.replace(",32,", ",40,")]))

    assert undo("b00018") == {"乙.csv": 1, "丙.csv": 1}
    queue = data.queue_by_activity(open_snapshot(store))
    assert list(queue["file"]) == ["丙.csv"]
    assert "ledger.review.repeat_other_counts" in queue.iloc[0]["reasons"]
    assert "乙.csv" in queue.iloc[0]["reasons"]
    assert list_counts(store)["b00020"] == (1, 0, 1, 1)


def test_a_near_match_is_kept_already_and_nothing_waits(
    store: Store, hand_in: HandIn, undo: Undo
) -> None:
    hand_in(("甲.csv", ["组织青少年开展暑期安全知识讲座,2021-06-01,蓬洲东社区,30,"]))
    hand_in(("乙.csv", ["组织青少年开展暑假安全知识讲座,2021-06-01,蓬洲东社区,30,"]))

    assert list_waiting(store) == []
    assert undo("b00018") == {}
    assert [outcome for *_, outcome in list_kept(store)] == ["review"]


def test_repeats_of_the_districts_own_rows_never_wait(tmp_path: Path, district: District) -> None:
    store = make_store(tmp_path / "full", SAMPLE)
    first = pd.read_csv(SAMPLE / "activities.csv", dtype=str).iloc[0]
    sites = pd.read_csv(SAMPLE / "sites.csv", dtype=str).set_index("site_id")["name"]
    path = tmp_path / "a.csv"
    again = f"{first['title']},{first['started_on']},{sites[first['site_id']]},,"
    path.write_text("\n".join([HEADING, again, READING]), encoding="utf-8")
    reading = Reading(as_of=AS_OF, crs="wgs84")
    judgement = judge([HandedIn("a.csv", path)], store=store, district=district, reading=reading)
    assert judgement.reports[0].rows[1].duplicate_of is not None
    publish(store, judgement)
    assert list_waiting(store) == []
