"""Any batch can be taken back, alone, and what a version changed is known street by street."""

from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import make_store, take_back
from tests.reports.test_activities import make_batch
from wenming.errors import WenmingError
from wenming.reports import data
from wenming.store import Store, open_snapshot
from wenming.store.check import check_store
from wenming.store.ledgers import append_batches


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The small district with two ledgers of one activity each, published one after the other."""
    store = make_store(tmp_path)
    append_batches(store, [make_batch("first.csv", "")])
    append_batches(store, [make_batch("second.csv", "")])
    return store


def list_titles(store: Store) -> set[str]:
    frame = open_snapshot(store)._connection.cursor().table("counted_activities").df()
    return set(frame["title"])


def test_one_batch_goes_and_the_other_stays(store: Store) -> None:
    before = list_titles(store)

    number = take_back(store, "b00018", office="Mill Street")

    frame = data.batches_by_file(open_snapshot(store)).set_index("file")
    assert number == 4
    assert before - list_titles(store) == {"Walk of first.csv"}
    assert frame.loc["first.csv", "undone_in"] == 4
    assert pd.isna(frame.loc["second.csv", "undone_in"])
    assert frame.loc["second.csv", "version"] == 3
    line = store.describe(4)
    assert (line.action, line.note, line.office) == ("undo", "first.csv", "Mill Street")
    assert check_store(store) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("batch", "key"),
    [
        ("b99999", "errors.no_batch"),
        ("riverton-sites", "errors.batch_of_district"),
        ("b00018", "errors.batch_undone"),
    ],
)
def test_what_cannot_be_taken_back_is_one_sentence(store: Store, batch: str, key: str) -> None:
    take_back(store, "b00018")

    with pytest.raises(WenmingError) as caught:
        take_back(store, batch)

    assert caught.value.key == key
    assert store.current() == 4


def test_a_batch_gets_a_number_that_was_never_used(store: Store) -> None:
    take_back(store, "b00019")
    append_batches(store, [make_batch("third.csv", "")])

    batches = data.batches_by_file(open_snapshot(store))
    assert list(batches["batch_id"]) == ["b00020", "b00019", "b00018"]


def test_what_a_version_changed_equals_a_recount(store: Store) -> None:
    take_back(store, "b00018")
    snapshot = open_snapshot(store)

    for number in (2, 3, 4):
        before, after = (
            open_snapshot(store, each)
            ._connection.cursor()
            .table("counted_activities")
            .df()
            .set_index("activity_id")["street_id"]
            for each in (number - 1, number)
        )
        found = data.changes_by_street(snapshot, number=number).set_index("street_id")
        added = after[~after.index.isin(before.index)].value_counts()
        removed = before[~before.index.isin(after.index)].value_counts()
        assert found["added"][found["added"] > 0].to_dict() == added.to_dict()
        assert found["removed"][found["removed"] > 0].to_dict() == removed.to_dict()

    versions = data.versions_by_number(snapshot).set_index("version")
    assert versions.loc[[2, 3, 4], "added"].tolist() == [1, 1, 0]
    assert versions.loc[[2, 3, 4], "removed"].tolist() == [0, 0, 1]
    assert versions.loc[1, "added"] == versions.loc[1, "activities"]
