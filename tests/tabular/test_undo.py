"""A table's batch is published with its counts, and taken back with all that it replaced."""

from datetime import date

import pytest

from tests.conftest import take_back
from tests.tabular.conftest import HandIn, find_stored
from wenming.errors import WenmingError
from wenming.ingest.results import Outcome
from wenming.reports import data
from wenming.store import Store, open_snapshot
from wenming.store.check import check_store
from wenming.store.records import RecordChange, change_records

SITES = (
    ("Site id", "Name", "Level", "Street", "Opened on"),
    ("s1-house", "Mill House", None, None, date(2019, 5, 1)),
    (None, "Quay Room", "Room", "Quay Street", date(2021, 1, 1)),
    (None, "Nowhere Room", "Room", "No Such Street", date(2021, 1, 1)),
    ("Total", None, None, None, None),
)


def read_all(store: Store, version: int) -> dict[str, list[dict[str, object]]]:
    snapshot = open_snapshot(store, version)
    return {
        table: snapshot.read_table(table).to_dict("records") for table in ("sites", "activities")
    }


def test_a_batch_says_who_what_and_how_many_and_its_counts_add_up(
    store: Store, hand_in: HandIn
) -> None:
    judgement = hand_in(store, "sites", SITES, name="sites.xlsx", publish=True)

    assert (judgement.added, judgement.changed, judgement.stored) == (1, 1, 9)
    batch = data.batches_by_file(open_snapshot(store)).iloc[0]
    assert (batch["file"], batch["office"], batch["kind"]) == ("sites.xlsx", "Mill Street", "sites")
    counts = {outcome: int(batch[outcome]) for outcome in Outcome}
    assert counts == {
        "accepted": 2, "repaired": 0, "review": 1, "rejected": 0, "skipped": 2,
    }  # fmt: skip
    assert sum(counts.values()) == batch["rows_read"] == len(SITES)
    assert find_stored(store, "sites", "s1-house")["name"] == "Mill House"
    assert check_store(store) == [1, 2]


def test_rows_that_are_not_taken_are_kept_as_they_were_written(
    store: Store, hand_in: HandIn
) -> None:
    hand_in(store, "sites", SITES, publish=True)

    held = data.held_back_by_row(open_snapshot(store), batch_id="b00018")
    assert list(held["outcome"]) == ["review"]
    assert "No Such Street" in held.iloc[0]["raw"]
    assert "unknown_name" in held.iloc[0]["reasons"]


def test_taking_a_batch_back_restores_what_it_replaced(store: Store, hand_in: HandIn) -> None:
    before = read_all(store, 1)
    hand_in(store, "sites", SITES, publish=True)
    assert read_all(store, 2) != before

    version = take_back(store, "b00018", office="Mill Street")

    assert read_all(store, version) == before
    assert check_store(store) == [1, 2, 3]
    batch = data.batches_by_file(open_snapshot(store)).iloc[0]
    assert batch["undone_in"] == 3


def test_a_batch_whose_rows_were_changed_since_is_not_taken_back(
    store: Store, hand_in: HandIn
) -> None:
    hand_in(store, "sites", SITES, publish=True)
    later = (("Site id", "Name"), ("s1-house", "Mill Street House"))
    hand_in(store, "sites", later, publish=True)

    with pytest.raises(WenmingError) as caught:
        take_back(store, "b00018")

    assert caught.value.key == "errors.batch_changed_since"
    assert caught.value.params == {"count": 1, "example": "s1-house"}
    assert store.current() == 3
    take_back(store, "b00019")
    assert take_back(store, "b00018") == 5


def test_a_record_changed_by_hand_since_keeps_its_batch(store: Store, hand_in: HandIn) -> None:
    meetings = (
        ("Id", "Held on", "Name", "Kind of meeting"),
        ("M-1", "2021-01-14", "First", "joint meeting"),
    )
    hand_in(store, "meetings", meetings, publish=True)
    changed = {"meeting_id": "M-1", "held_on": "2021-01-15", "name": "First", "kind": "joint"}
    change_records(store, [RecordChange("meetings", "M-1", changed)], who="Office")

    with pytest.raises(WenmingError) as caught:
        take_back(store, "b00018")

    assert caught.value.key == "errors.batch_changed_since"


def test_a_batch_whose_rows_others_name_is_not_taken_back(store: Store, hand_in: HandIn) -> None:
    hand_in(store, "sites", SITES, publish=True)
    teams = (("Name", "Kind of team", "Site"), ("Rowers", "specialist team", "Quay Room"))
    hand_in(store, "teams", teams, publish=True)

    with pytest.raises(WenmingError) as caught:
        take_back(store, "b00018")

    assert caught.value.key == "errors.batch_in_use"
    assert caught.value.params["reference"] == "teams.site_id"
    assert store.current() == 3
    assert check_store(store) == [1, 2, 3]


def test_a_table_is_replaced_whole_only_when_asked_and_comes_back(
    jinping: Store, hand_in: HandIn
) -> None:
    before = open_snapshot(jinping).read_table("population_points")
    points = (("社区", "居民人数（人）"), ("新湖社区", 4100), ("新陵社区", 3600))

    added = hand_in(jinping, "population_points", points)
    assert (added.added, added.stored) == (2, len(before))

    judgement = hand_in(jinping, "population_points", points, replace=True, publish=True)

    assert (judgement.added, judgement.stored) == (2, len(before))
    after = open_snapshot(jinping).read_table("population_points")
    assert list(after["residents"]) == ["4100", "3600"]
    assert list(after["lon"]) == ["116.68572", "116.69648"], "the community's own place"
    take_back(jinping, "b00018")
    restored = open_snapshot(jinping).read_table("population_points")
    assert restored.equals(before)


def test_a_table_that_others_name_is_never_replaced(store: Store, hand_in: HandIn) -> None:
    with pytest.raises(WenmingError) as caught:
        hand_in(store, "sites", SITES, replace=True)

    assert caught.value.key == "tables.refused.replace"
