"""What stands in a link or a ledger is shown as it is, whatever it would mean in Markdown."""

import pytest

from tests.pages.conftest import RunPage
from wenming.ui.text import escape


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("![x](http://outside.example/x.png)", r"\!\[x\]\(http\:\/\/outside\.example\/x\.png\)"),
        ("<img src=x>", r"\<img src\=x\>"),
        (":material/home: **bold**", r"\:material\/home\: \*\*bold\*\*"),
        ("2021-02-30 春节", "2021-02-30 春节"),
    ],
)
def test_signs_lose_their_meaning(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_a_link_cannot_have_a_page_load_a_picture_from_outside(run_on_riverton: RunPage) -> None:
    page = run_on_riverton("overview", street="![x](http://outside.example/x.png)")

    assert "![x](" not in page.warning[0].value
