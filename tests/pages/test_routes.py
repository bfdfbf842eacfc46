"""The navigation leads to every page."""

from wenming.config.places import PROJECT
from wenming.ui.routes import PAGES


def test_every_page_stands_in_the_navigation_once() -> None:
    files = sorted(path.stem for path in (PROJECT / "pages").glob("*.py"))

    assert sorted(PAGES) == files
