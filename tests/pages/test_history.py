"""Everything the store can record is told on every page, in both languages."""

import pytest

from tests.conftest import RIVERTON
from tests.pages.conftest import RunPage
from tests.recorded import record_everything
from wenming.i18n import LANGUAGES, Translator
from wenming.store import Action, Store
from wenming.ui.routes import PAGES

OPENED = [*((page, {}) for page in PAGES), *(("data", {"part": p}) for p in ("queue", "history"))]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, riverton_store: Store) -> Store:
    return record_everything(tmp_path_factory.mktemp("recorded"), riverton_store)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "query"), OPENED, ids=["-".join((page, *query.values())) for page, query in OPENED]
)
def test_every_page_tells_what_was_recorded(
    run_page: RunPage, store: Store, name: str, query: dict[str, str], language: str
) -> None:
    page = run_page(name, store=store, district=RIVERTON, lang=language, **query)

    assert not page.exception
    assert not page.error
    if query.get("part") == "history" or name == "methods":
        told = next(frame.value for frame in page.dataframe if "action" in frame.value)["action"]
        t = Translator(language)
        assert set(told) == {t(f"methods.action_{action}") for action in Action}
