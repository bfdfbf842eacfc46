"""A change by hand is a new version that says who and when, and nothing else moves."""

import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, make_store
from wenming.errors import WenmingError
from wenming.meetings import read_records
from wenming.reports import meeting
from wenming.store import Store, open_snapshot
from wenming.store.check import check_store
from wenming.store.records import RecordChange, change_records


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path, SAMPLE)


def read_task(store: Store, task: str) -> dict[str, object]:
    tasks = read_records(open_snapshot(store), table="tasks").set_index("task_id")
    return tasks.loc[task].to_dict()


def edit(store: Store, task: str, **values: str) -> RecordChange:
    kept = {key: value for key, value in read_task(store, task).items() if value == value}
    text = {key: str(value)[:10] if "_on" in key else str(value) for key, value in kept.items()}
    text = {key: value for key, value in text.items() if value not in {"None", "NaT", "<NA>"}}
    return RecordChange("tasks", task, {**text, **values})


def test_a_changed_task_is_a_new_version_with_who_and_when(store: Store) -> None:
    before = read_records(open_snapshot(store), table="tasks")

    version = change_records(
        store, [edit(store, "JP-K-06", due_on="2021-08-31", status="done")], who="区文明办"
    )

    assert version == store.current() == 2
    task = read_task(store, "JP-K-06")
    assert (str(task["due_on"])[:10], task["status"]) == ("2021-08-31", "done")
    (change,) = meeting.changes_by_record(open_snapshot(store)).to_dict("records")
    assert (change["record_id"], change["changed_by"]) == ("JP-K-06", "区文明办")
    assert json.loads(change["before"])["due_on"] == "2021-05-31"
    assert json.loads(change["after"])["due_on"] == "2021-08-31"
    after = read_records(open_snapshot(store), table="tasks")
    others = after["task_id"] != "JP-K-06"
    assert after[others].equals(before[others])


def test_a_change_that_was_made_is_not_made_again(store: Store) -> None:
    new = {"meeting_id": "M-2021-07", "measure": "新", "lead_unit": "区文明办", "status": "open"}
    change = RecordChange("tasks", "T-001", new, made_from=None)

    versions = [change_records(store, [change], who="x") for _ in range(2)]

    assert versions == [2, 2]
    assert store.published() == (1, 2)
    assert len(meeting.changes_by_record(open_snapshot(store))) == 1


def test_a_change_made_from_an_older_row_is_refused(store: Store) -> None:
    seen = dict(edit(store, "JP-K-06").values or {})
    change_records(store, [edit(store, "JP-K-06", measure="别人改的")], who="x")

    mine = RecordChange("tasks", "JP-K-06", {**seen, "measure": "我改的"}, made_from=seen)
    taken = RecordChange("tasks", "JP-K-07", seen, made_from=None)

    for change in (mine, taken):
        with pytest.raises(WenmingError) as error:
            change_records(store, [change], who="y")
        assert error.value.key == "meeting.changed_meanwhile"
    assert read_task(store, "JP-K-06")["measure"] == "别人改的"


def test_undo_brings_the_task_back(store: Store) -> None:
    change_records(store, [edit(store, "JP-K-06", measure="改过")], who="x")
    store.undo()

    assert read_task(store, "JP-K-06")["measure"] == "对静默实践站逐站派送服务"


def test_rows_are_added_and_taken_away(store: Store) -> None:
    new = {
        "meeting_id": "M-2021-07",
        "measure": "新任务",
        "lead_unit": "区文明办",
        "status": "open",
    }

    change_records(
        store,
        [RecordChange("tasks", "T-001", new), RecordChange("tasks", "JP-K-25", None)],
        who="区文明办",
    )

    tasks = set(read_records(open_snapshot(store), table="tasks")["task_id"])
    assert "T-001" in tasks and "JP-K-25" not in tasks
    assert check_store(store) == [1, 2]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"due_on": "soon"}, "meeting.value_wrong"),
        ({"meeting_id": "M-1999"}, "errors.check_failed"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_published(
    store: Store, change: dict[str, str], key: str
) -> None:
    with pytest.raises(WenmingError) as error:
        change_records(store, [edit(store, "JP-K-06", **change)], who="区文明办")

    assert error.value.key == key
    assert store.current() == 1


def test_nobody_changes_anything_namelessly_or_over_anothers_head(store: Store) -> None:
    with pytest.raises(WenmingError) as error:
        change_records(store, [edit(store, "JP-K-06")], who=" ")
    assert error.value.key == "meeting.who_missing"
    change_records(store, [edit(store, "JP-K-06", measure="甲")], who="甲")
    with pytest.raises(WenmingError) as error:
        change_records(store, [edit(store, "JP-K-06", measure="乙")], who="乙", expected=1)
    assert error.value.key == "errors.store_moved"


def test_who_edits_is_not_sent_back_by_what_others_publish_besides(store: Store) -> None:
    change_records(store, [edit(store, "JP-K-06", measure="甲")], who="甲")
    mine = edit(store, "JP-K-07", measure="乙")

    assert change_records(store, [mine], who="乙", expected=1) == 3

    tasks = read_records(open_snapshot(store), table="tasks").set_index("task_id")["measure"]
    assert (tasks["JP-K-06"], tasks["JP-K-07"]) == ("甲", "乙")


def test_of_two_who_give_a_new_record_the_same_name_the_second_is_told(store: Store) -> None:
    new = RecordChange(
        "meetings", "M-001", {"held_on": "2021-07-01", "name": "一", "kind": "joint"}
    )
    change_records(store, [new], who="甲", expected=1)

    with pytest.raises(WenmingError, match="store_moved"):
        change_records(store, [new], who="甲", expected=1)
    assert store.current() == 2


def test_a_district_without_meetings_can_begin_with_one(tmp_path: Path) -> None:
    store = make_store(tmp_path)

    change_records(
        store,
        [
            RecordChange(
                "meetings", "M-001", {"held_on": "2021-07-01", "name": "First", "kind": "joint"}
            )
        ],
        who="Town hall",
    )

    assert meeting.meetings_by_meeting(open_snapshot(store))["meeting_id"].tolist() == ["M-001"]
