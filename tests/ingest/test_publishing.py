"""Files are published on the version they were compared with, or are looked at again."""

import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, make_store
from tests.ledgers import DUMPLINGS, HISTORY, NO_DATE, make_ledger
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.ingest.intake import HandedIn
from wenming.ingest.publishing import (
    Judgement,
    judge,
    publish,
    publish_or_judge_again,
)
from wenming.ingest.reading import Reading
from wenming.ingest.results import Outcome
from wenming.ingest.undo import take_back
from wenming.reports import data
from wenming.store import Store, open_snapshot
from wenming.store.records import RecordChange, change_records
from wenming.store.settling import Decision, settle

READING = Reading(as_of=date(2021, 7, 7), crs="wgs84", office="鮀江街道")
Judge = Callable[[], Judgement]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path / "store", SAMPLE, registry_only=True)


@pytest.fixture
def hand_in(store: Store, tmp_path: Path) -> Callable[..., Judge]:
    """`hand_in("a.xlsx", row, row)` gives a function that judges that ledger."""

    def prepare(name: str, *rows: tuple[object, ...]) -> Judge:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.xlsx"
        path.write_bytes(make_ledger(*rows))
        district = load_district(SAMPLE)
        return lambda: judge(
            [HandedIn(name, path)], store=store, district=district, reading=READING
        )

    return prepare


def count(store: Store) -> int:
    return store.describe(store.require_current()).activities


def test_a_judgement_changes_nothing(store: Store, hand_in: Callable[..., Judge]) -> None:
    judgement = hand_in("六月.xlsx", DUMPLINGS, NO_DATE)()

    assert judgement.counts[Outcome.REPAIRED] == 1
    assert judgement.counts[Outcome.REVIEW] == 1
    assert sum(judgement.counts.values()) == 3
    assert store.published() == (1,)


def test_published_rows_carry_office_and_version(
    store: Store, hand_in: Callable[..., Judge]
) -> None:
    assert publish(store, hand_in("六月.xlsx", DUMPLINGS)()) == 2

    (batch,) = data.batches_by_file(open_snapshot(store)).to_dict("records")
    assert (batch["file"], batch["office"], batch["version"]) == ("六月.xlsx", "鮀江街道", 2)
    assert store.describe(2).office == "鮀江街道"


def test_of_two_at_once_with_different_rows_both_are_in(
    store: Store, hand_in: Callable[..., Judge]
) -> None:
    first, second = hand_in("甲.xlsx", DUMPLINGS), hand_in("乙.xlsx", HISTORY)
    judged_first, judged_second = first(), second()

    publish(store, judged_first)
    with pytest.raises(WenmingError, match="store_moved"):
        publish(store, judged_second)
    done = publish_or_judge_again(store, judged_second, second)

    assert (done.version, done.changed) == (3, 0)
    assert done.judgement.version == 2
    assert count(store) == 2


def test_of_two_at_once_with_the_same_row_the_second_looks_again(
    store: Store, hand_in: Callable[..., Judge]
) -> None:
    first, second = hand_in("甲.xlsx", DUMPLINGS), hand_in("乙.xlsx", DUMPLINGS, HISTORY)
    judged_first, judged_second = first(), second()
    publish(store, judged_first)

    done = publish_or_judge_again(store, judged_second, second)

    assert (done.version, done.changed) == (None, 1)
    assert done.judgement.reports[0].rows[1].outcome is Outcome.SKIPPED
    assert count(store) == 1
    again = publish_or_judge_again(store, done.judgement, second)
    assert again.version == 3
    assert count(store) == 2


def test_where_nobody_looks_what_is_new_goes_in(
    store: Store, hand_in: Callable[..., Judge]
) -> None:
    first, second = hand_in("甲.xlsx", DUMPLINGS), hand_in("乙.xlsx", DUMPLINGS, HISTORY)
    judged_first, judged_second = first(), second()
    publish(store, judged_first)

    done = publish_or_judge_again(store, judged_second, second, unseen=True)

    assert (done.version, done.changed) == (3, 1)
    assert count(store) == 2


def test_what_became_a_repeat_altogether_is_not_published(
    store: Store, hand_in: Callable[..., Judge]
) -> None:
    first, second = hand_in("甲.xlsx", DUMPLINGS), hand_in("乙.xlsx", DUMPLINGS)
    judged_first, judged_second = first(), second()
    publish(store, judged_first)

    done = publish_or_judge_again(store, judged_second, second, unseen=True)

    assert (done.version, done.judgement.keeps_anything) == (None, False)
    assert store.current() == 2


def test_who_has_to_judge_again_does_not_wait_again(
    store: Store, hand_in: Callable[..., Judge]
) -> None:
    """An editor publishes back to back: whoever came meanwhile is in after the one that runs."""
    first, second = hand_in("甲.xlsx", DUMPLINGS), hand_in("乙.xlsx", HISTORY)
    judged, done, judged_on = second(), [], []

    def judge_again() -> Judgement:
        again = second()
        judged_on.append(again.version)
        return again

    def hand_in_second() -> None:
        done.append(publish_or_judge_again(store, judged, judge_again))

    importer = threading.Thread(target=hand_in_second)
    with store.turn():
        publish(store, first())
        importer.start()
        while len(list((store.folder / "publish.queue").glob("*.ticket"))) < 2:
            time.sleep(0.005)
    for number in range(3):
        meeting = {"held_on": "2021-07-01", "name": "例会", "kind": "joint"}
        change_records(store, [RecordChange("meetings", f"M-{number}", meeting)], who="区文明办")
    importer.join()

    assert (done[0].version, done[0].changed, judged_on) == (3, 0, [2])
    assert store.current() == 6


def test_a_batch_is_taken_back_while_others_publish(
    store: Store, hand_in: Callable[..., Judge]
) -> None:
    publish(store, hand_in("甲.xlsx", DUMPLINGS)())
    with store.turn():
        district = {"district": load_district(SAMPLE)}
        other = threading.Thread(target=take_back, args=(store, "b00018"), kwargs=district)
        other.start()
        while len(list((store.folder / "publish.queue").glob("*.ticket"))) < 2:
            time.sleep(0.005)
        publish(store, hand_in("乙.xlsx", HISTORY)())
    other.join()

    assert (store.current(), count(store)) == (4, 1)


NO_TITLE = (None, "2021.6.20", "蓬洲东社区", 20)


@pytest.mark.parametrize("accepted", [None, False, True])
def test_a_row_without_title_that_waits_is_no_obstacle_to_others_of_its_site(
    store: Store, hand_in: Callable[..., Judge], accepted: bool | None
) -> None:
    publish(store, hand_in("六月.xlsx", NO_TITLE)())
    if accepted is not None:
        (waiting,) = data.queue_by_activity(open_snapshot(store))["activity_id"]
        settle(store, [Decision(waiting, accepted, title="读书")], office="鮀江街道")
    same_day = ("邻里读书会", "2021.6.20", "蓬洲东社区", 20)
    judgement = hand_in("七月.xlsx", same_day, NO_TITLE)()
    assert judgement.counts[Outcome.REPAIRED] == 1
