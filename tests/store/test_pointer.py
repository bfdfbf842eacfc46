"""What `current.json` may say, and what is said where it says something else."""

import json
from datetime import datetime

import pytest

from tests.store.test_versions import drop_newest
from wenming.errors import WenmingError
from wenming.store import Store, open_snapshot

ODD = {
    "empty": "",
    "cut": '{"version": 1, "publ',
    "no list": '{"version": 1}',
    "a word for a number": '{"version": "x", "published": [1]}',
    "nothing published": '{"version": 1, "published": []}',
    "a list": "[1, 2]",
    "a number": "7",
    "null": "null",
    "truth": '{"version": true, "published": [true]}',
    "half a version": '{"version": 1.5, "published": [1.5]}',
    "below one": '{"version": 0, "published": [0]}',
    "beyond all": '{"version": %s, "published": [%s]}' % ("9" * 40, "9" * 40),  # noqa: UP031 - JSON
    "beyond reading": '{"version": %s, "published": [1]}' % ("9" * 5000),
    "endless": "[" * 100_000,
    "infinite": '{"version": Infinity, "published": [Infinity]}',
    "a text for a list": '{"version": 1, "published": "1"}',
    "another than listed": '{"version": 9, "published": [1, 2, 3]}',
    "moves that are none": '{"version": 1, "published": [1], "moves": 7}',
    "a move that is none": '{"version": 1, "published": [1], "moves": [{"at": "noon"}]}',
    "not UTF-8": b"\xff\xfe\x00{",
    "huge": b" " * 17_000_000 + b"{}",
}


@pytest.mark.parametrize("name", ODD)
def test_a_pointer_that_says_nothing_sensible_is_one_sentence(own: Store, name: str) -> None:
    content = ODD[name]
    path = own.folder / "current.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = path.read_bytes()

    for attempt in (
        lambda: open_snapshot(own),
        lambda: own.publish(drop_newest, action="import"),
        lambda: own.undo(),
        lambda: own.require_empty(),
    ):
        with pytest.raises(WenmingError) as caught:
            attempt()
        assert caught.value.key == "errors.pointer_unreadable"
        assert len(caught.value.params["problem"]) <= 200
    assert path.read_bytes() == before


def test_a_listed_version_without_a_file_is_named(own: Store) -> None:
    (own.folder / "current.json").write_text('{"version": 3, "published": [1, 2, 3, 7]}')

    assert own.current() == 3
    with pytest.raises(WenmingError) as caught:
        own.describe(7)
    assert (caught.value.key, caught.value.params["version"]) == ("errors.version_missing", 7)
    assert own.publish(drop_newest, action="import") == 8  # 7 was given once


def test_a_pointer_of_an_older_release_is_read(own: Store) -> None:
    (own.folder / "current.json").write_text('{"version": 2, "published": [1, 2, 3]}')

    assert (own.current(), own.published(), own.moves()) == (2, (1, 2, 3), ())


def test_undo_leaves_a_line_that_later_publications_carry_on(own: Store) -> None:
    own.undo(by="区文明办")
    own.publish(drop_newest, action="import")
    own.undo(1)

    written = json.loads((own.folder / "current.json").read_text(encoding="utf-8"))
    assert written["published"] == [1, 2, 3, 4]
    first, second = own.moves()
    assert (first.before, first.after, first.by, first.way) == (3, 2, "区文明办", "back")
    assert (second.before, second.after, second.by) == (4, 1, "")
    assert first.at <= second.at <= datetime.now()
    assert [move["to"] for move in written["moves"]] == [2, 1]


def test_going_to_the_current_version_is_no_move(own: Store) -> None:
    assert own.undo(3) == 3
    assert own.moves() == ()
