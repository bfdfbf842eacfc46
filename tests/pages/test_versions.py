"""What the pages tell of versions, of going back to one, and of files that nobody lists."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import RIVERTON, make_store
from tests.pages.conftest import RunPage
from tests.store.test_versions import damage, drop_newest
from wenming.store import Store


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Version 2 was left for 1 by the town hall, and 3 was built on 1."""
    store = make_store(tmp_path_factory.mktemp("history") / "store")
    store.publish(drop_newest, action="import", note="june.xlsx", office="Mill Street")
    store.undo(by="Town hall")
    store.publish(drop_newest, action="import", note="july.xlsx", office="Mill Street")
    store.undo(by="Town hall")
    return store


def read_versions(page: AppTest) -> pd.DataFrame:
    """The table of versions, whichever stands on the page beside others."""
    (frame,) = [each.value for each in page.dataframe if "created" in each.value]
    return frame


@pytest.mark.parametrize(("name", "query"), [("data", {"part": "history"}), ("methods", {})])
@pytest.mark.parametrize(
    ("language", "action", "note"),
    [
        ("zh", "退回较早版本", "第 {} 版 → 第 1 版"),
        ("en", "earlier version taken up again", "version {} → version 1"),
    ],
)
def test_who_went_back_stands_in_the_history(
    run_page: RunPage,
    built: Store,
    name: str,
    query: dict[str, str],
    language: str,
    action: str,
    note: str,
) -> None:
    page = run_page(name, store=built, district=RIVERTON, lang=language, **query)

    assert not page.exception
    frame = read_versions(page)
    moves = frame[frame["action"] == action]
    assert moves["note"].tolist() == [note.format(3), note.format(2)]
    assert moves["version"].isna().all()
    assert frame["version"].dropna().tolist() == [1]  # what the current version stands on
    assert frame["created"].str.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d.*").all()
    if "office" in frame:
        assert moves["office"].tolist() == ["Town hall", "Town hall"]


def test_files_that_are_not_listed_are_told_on_the_data_page(
    run_page: RunPage, built: Store, tmp_path: Path
) -> None:
    store = Store(tmp_path / "store")
    shutil.copytree(built.folder, store.folder)
    (store.folder / "current.json").write_text('{"version": 1, "published": [1, 2]}')

    page = run_page("data", store=store, district=RIVERTON, part="history", lang="en")

    (told,) = [each.value for each in page.warning]
    assert "v000003.duckdb" in told
    assert "wenming recover" in told


@pytest.mark.parametrize("pointer", ['{"version": 1, "published": []}', None])
@pytest.mark.parametrize("name", ["overview", "data", "methods"])
def test_a_store_without_a_sensible_pointer_is_one_sentence(
    run_page: RunPage, built: Store, tmp_path: Path, pointer: str | None, name: str
) -> None:
    store = Store(tmp_path / "store")
    shutil.copytree(built.folder, store.folder)
    path = store.folder / "current.json"
    path.unlink()
    if pointer is not None:
        path.write_text(pointer)

    page = run_page(name, store=store, district=RIVERTON, lang="en")

    assert not page.exception
    (told,) = [each.value for each in page.error]
    assert "run wenming recover" in told


def test_a_damaged_current_version_is_one_sentence_with_what_helps(
    run_page: RunPage, built: Store, tmp_path: Path
) -> None:
    store = Store(tmp_path / "store")
    shutil.copytree(built.folder, store.folder)
    store.undo(3)
    damage(store, 3)

    page = run_page("overview", store=store, district=RIVERTON, lang="en")

    assert not page.exception
    (told,) = [each.value for each in page.error]
    assert "wenming undo --to 2" in told
