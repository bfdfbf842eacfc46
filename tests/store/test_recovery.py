"""`current.json` is rebuilt from the version files, and nothing is lost by it."""

import shutil
from pathlib import Path

import pytest

from tests.store.test_versions import damage, drop_newest
from wenming.errors import WenmingError
from wenming.store import Store
from wenming.store.check import check_store
from wenming.store.recovery import recover_store, survey_store


def lose_pointer(store: Store) -> None:
    (store.folder / "current.json").unlink()


def test_a_lost_pointer_is_rebuilt_from_the_files(own: Store) -> None:
    lose_pointer(own)

    survey = survey_store(own)
    assert (survey.whole, survey.proposed, survey.is_needed) == ((1, 2, 3), 3, True)
    assert [each.line.office for each in survey.found if each.line] == [
        "", "Mill Street", "Quay Street",
    ]  # fmt: skip
    assert recover_store(own, survey, by="区文明办") == 3

    assert check_store(own) == [1, 2, 3]
    (move,) = own.moves()
    assert (move.way, move.before, move.after, move.by) == ("recover", None, 3, "区文明办")
    assert own.publish(drop_newest, action="import") == 4


def test_another_version_than_the_newest_may_be_chosen(own: Store) -> None:
    lose_pointer(own)

    assert recover_store(own, survey_store(own), to=2) == 2

    assert (own.current(), own.published()) == (2, (1, 2, 3))


def test_an_older_pointer_of_a_backup_is_followed_to_what_was_built_on_it(own: Store) -> None:
    (own.folder / "current.json").write_text('{"version": 1, "published": [1]}')

    survey = survey_store(own)
    assert (survey.proposed, survey.is_needed) == (3, True)
    recover_store(own, survey)

    assert (own.current(), own.published(), own.unlisted()) == (3, (1, 2, 3), ())
    assert own.moves()[0].before == 1


def test_a_version_left_out_by_a_kill_is_listed_and_what_came_after_stays_current(
    own: Store,
) -> None:
    (own.folder / "current.json").write_text('{"version": 2, "published": [1, 2]}')
    own.publish(drop_newest, action="import")

    survey = survey_store(own)
    recover_store(own, survey)

    assert survey.proposed == own.current() == 4
    assert own.published() == (1, 2, 3, 4)
    assert own.undo(3) == 3


def test_a_damaged_pointer_is_kept_beside_the_new_one(own: Store) -> None:
    (own.folder / "current.json").write_text("{half")

    recover_store(own, survey_store(own))
    (own.folder / "current.json").write_text("{again")
    recover_store(own, survey_store(own))

    assert (own.folder / "current.damaged-1.json").read_text() == "{half"
    assert (own.folder / "current.damaged-2.json").read_text() == "{again"
    assert own.current() == 3


def test_what_is_not_whole_is_named_and_neither_listed_nor_removed(own: Store) -> None:
    damage(own, 3)
    own.path(2).unlink()
    shutil.copyfile(own.path(1), own.path(9))  # a copy under another version's name

    survey = survey_store(own)
    problems = {each.number: each.problem.key for each in survey.found if each.problem}
    assert problems == {
        2: "errors.version_missing",
        3: "errors.current_damaged",
        9: "errors.version_damaged",
    }
    with pytest.raises(WenmingError, match="not_whole"):
        recover_store(own, survey, to=3)
    assert recover_store(own, survey) == 1

    assert (own.current(), own.published()) == (1, (1,))
    assert own.path(3).exists()
    assert own.path(9).exists()
    assert own.publish(drop_newest, action="import") == 10


def test_a_number_given_once_is_not_given_again_when_its_file_is_gone(own: Store) -> None:
    own.undo(2)
    own.path(3).unlink()

    recover_store(own, survey_store(own))

    assert own.published() == (1, 2)
    assert own.publish(drop_newest, action="import") == 4


def test_nothing_is_written_over_what_somebody_did_meanwhile(own: Store) -> None:
    lose_pointer(own)
    first, second = survey_store(own), survey_store(own)
    recover_store(own, first, to=2)

    with pytest.raises(WenmingError, match="store_moved"):
        recover_store(own, second)
    assert own.current() == 2


def test_without_a_whole_version_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "v000001.duckdb").write_bytes(b"no version")
    store = Store(tmp_path)

    survey = survey_store(store)
    for to in (None, 1):
        with pytest.raises(WenmingError, match="nothing_to_recover"):
            recover_store(store, survey, to=to)
    assert not (tmp_path / "current.json").exists()


def test_a_whole_store_needs_no_recovery(three_versions: Store) -> None:
    survey = survey_store(three_versions)

    assert (survey.is_needed, survey.proposed) == (False, 3)
