"""A store of an older release is taken up, with every row, edit and settlement it holds."""

import zipfile
from pathlib import Path

import pytest

from wenming.errors import WenmingError
from wenming.filters import Filters, date
from wenming.reports import data, meeting, overview
from wenming.store import Store, open_snapshot
from wenming.store.check import check_store
from wenming.store.upgrade import upgrade_store

RELEASES = sorted(Path(__file__).parent.glob("release-*.zip"))
HALF_YEAR = Filters(date(2021, 1, 1), date(2021, 6, 30))


@pytest.fixture(params=RELEASES, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store as that release left it: built, a ledger imported, a meeting written by hand, a row
    settled."""
    with zipfile.ZipFile(request.param) as kept:
        kept.extractall(tmp_path / "store")
    return Store(tmp_path / "store")


def test_an_older_store_says_what_helps(older: Store) -> None:
    with pytest.raises(WenmingError) as raised:
        open_snapshot(older)
    assert raised.value.key == "errors.store_older"


def test_an_upgrade_keeps_every_row_and_sum(older: Store) -> None:
    before = older.require_current()
    number = upgrade_store(older, office="Town hall")
    assert number == before + 1
    store = open_snapshot(older)
    told = overview.headline(store, HALF_YEAR).iloc[0]  # as the older release itself told it
    assert (told["activities"], told["attendance"], told["service_hours"]) == (28, 875, 122.0)
    assert "M-900" in set(meeting.meetings_by_meeting(store)["meeting_id"])  # by hand
    assert len(data.queue_by_activity(store)) == 1  # one of two was settled
    assert list(data.versions_by_number(store)["action"])[:2] == ["upgrade", "settle"]
    assert check_store(older, on_problem=lambda number, problem: None)[-1] == number


def test_what_needs_none_is_left_alone(older: Store) -> None:
    number = upgrade_store(older)
    assert upgrade_store(older) is None
    assert older.current() == number
