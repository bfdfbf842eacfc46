"""Everything the store can record is told by every command that tells of the past."""

from collections.abc import Callable

import pytest

from tests.recorded import record_everything
from wenming.i18n import Translator
from wenming.store import Action, Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, riverton_store: Store) -> Store:
    return record_everything(tmp_path_factory.mktemp("recorded"), riverton_store)


@pytest.mark.parametrize(
    "words",
    [
        ("versions",),
        ("batches",),
        ("queue",),
        ("report", "data__versions_by_number"),
        ("report", "data__batches_by_file"),
        ("report", "methods__versions_by_number"),
        ("report", "methods__batches_by_file"),
        ("report", "meeting__changes_by_record"),
    ],
    ids=" ".join,
)
def test_a_command_tells_what_was_recorded(
    run: Callable[..., tuple[int, str, str]],
    monkeypatch: pytest.MonkeyPatch,
    store: Store,
    words: tuple[str, ...],
) -> None:
    code, out, err = run(*words, "--store", store.folder)

    assert (code, err) == (0, "")
    assert out.strip()


def test_versions_are_told_in_words(run: Callable[..., tuple[int, str, str]], store: Store) -> None:
    t = Translator("zh")

    _, out, _ = run("versions", "--store", store.folder)

    assert all(t(f"methods.action_{action}") in out for action in Action)
