"""Rows that wait for review are settled once, in a version of their own."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import make_store, take_back
from tests.reports.test_activities import make_batch
from wenming.errors import WenmingError
from wenming.reports import data, reference
from wenming.store import Store, open_snapshot
from wenming.store.check import check_store
from wenming.store.ledgers import append_batches
from wenming.store.settling import Decision, settle

ROW = "b00018-000001"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The small district with one row that waits, without a site."""
    store = make_store(tmp_path)
    batch = make_batch("june.csv", "")
    (piece,) = batch.pieces
    waiting = piece.assign(outcome="review", site_id=None, street_id=None)
    append_batches(store, [replace(batch, counts={"review": 1}, pieces=[waiting])])
    return store


def load_activity(store: Store) -> dict[str, object]:
    frame = open_snapshot(store)._connection.cursor().table("activities").df()
    return frame.set_index("activity_id").loc[ROW].to_dict()


def count(store: Store) -> int:
    return store.describe(store.require_current()).activities


def test_a_row_with_its_site_given_counts(store: Store) -> None:
    before = count(store)
    assert len(data.queue_by_activity(open_snapshot(store))) == 1

    number = settle(
        store,
        [Decision(ROW, accepted=True, site_id="s1-house", attendance=15)],
        office="Mill Street",
        aliases={"The Mill": "s1-house"},
    )

    row = load_activity(store)
    assert (row["outcome"], row["site_id"], row["street_id"]) == ("settled", "s1-house", "s1")
    assert (row["attendance"], row["attendance_is_estimate"]) == (15, False)
    assert count(store) == before + 1
    assert data.queue_by_activity(open_snapshot(store)).empty
    (alias,) = reference.learned_aliases(open_snapshot(store)).to_dict("records")
    assert alias == {
        "alias": "The Mill",
        "site_id": "s1-house",
        "office": "Mill Street",
        "version": number,
    }
    version = store.describe(number)
    assert (version.action, version.note, version.office) == ("settle", "june.csv", "Mill Street")
    changes = data.changes_by_street(open_snapshot(store), number=number)
    assert changes.to_dict("records") == [{"street_id": "s1", "added": 1, "removed": 0}]
    assert check_store(store) == [1, 2, 3]


def test_a_new_day_makes_an_activity_of_that_day(store: Store) -> None:
    settle(
        store,
        [Decision(ROW, accepted=True, site_id="hall", started_on=date(2021, 6, 20))],
    )

    row = load_activity(store)
    assert row["started_on"] == pd.Timestamp(2021, 6, 20)
    assert pd.isna(row["ended_on"])


def test_a_rejected_row_is_kept_and_does_not_count(store: Store) -> None:
    before = count(store)

    settle(store, [Decision(ROW, accepted=False)])

    assert load_activity(store)["outcome"] == "rejected"
    assert count(store) == before
    assert data.queue_by_activity(open_snapshot(store)).empty


@pytest.mark.parametrize(
    ("decision", "key"),
    [
        (Decision(ROW, accepted=True), "errors.settled_incomplete"),
        (Decision("a001", accepted=False), "errors.not_waiting"),
        (Decision("nothing", accepted=False), "errors.not_waiting"),
        (Decision(ROW, accepted=True, site_id="atlantis"), "errors.check_failed"),
        (
            Decision(
                ROW, True, site_id="hall", started_on=date(2021, 6, 2), ended_on=date(2021, 6, 1)
            ),
            "errors.settled_backwards",
        ),
    ],
)
def test_what_cannot_be_settled_changes_nothing(store: Store, decision: Decision, key: str) -> None:
    with pytest.raises(WenmingError) as caught:
        settle(store, [decision])

    assert caught.value.key == key
    assert store.current() == 2


def test_a_row_is_settled_once(store: Store) -> None:
    settle(store, [Decision(ROW, accepted=False)])

    with pytest.raises(WenmingError, match="not_waiting"):
        settle(store, [Decision(ROW, accepted=True, site_id="hall")])


def test_a_batch_is_taken_back_with_what_was_settled_of_it(store: Store) -> None:
    settle(store, [Decision(ROW, accepted=True, site_id="hall")])
    before = count(store)

    take_back(store, "b00018")

    cursor = open_snapshot(store)._connection.cursor()
    assert count(store) == before - 1
    assert cursor.table("settlements").shape[0] == 0
