"""Each page that the district's account is sent to holds the words it is sent for, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.account import Row, read_account
from tests.browser.conftest import PHONE, Dashboard, Visit, width_of

ROWS = read_account()


@pytest.mark.parametrize("name", sorted({row.page for row in ROWS}))
def test_a_page_holds_what_the_account_is_sent_for(
    visit: Visit, dashboard: Dashboard, name: str
) -> None:
    page = visit(f"{dashboard.url}/{'' if name == 'overview' else name}", size=PHONE)

    for row in of_page(name):
        expect(page.get_by_text(row.words).first, row.clause).to_be_visible()
    assert width_of(page) <= PHONE[0]


def of_page(name: str) -> list[Row]:
    return [row for row in ROWS if row.page == name]
