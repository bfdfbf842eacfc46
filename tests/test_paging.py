"""A page of the list is found by counting days, not by reading rows."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from wenming.filters import Filters
from wenming.paging import narrow_to_page

JUNE = Filters(date(2021, 6, 1), date(2021, 6, 30))
COUNTS = [(date(2021, 6, 3), 5), (date(2021, 6, 10), 1), (date(2021, 6, 20), 4)]


def test_the_first_page_lies_on_the_newest_days() -> None:
    filters, skip = narrow_to_page(COUNTS, JUNE, rows=4, skip=0)
    assert (filters.since, filters.until, skip) == (date(2021, 6, 20), date(2021, 6, 20), 0)


def test_a_page_may_begin_and_end_within_days() -> None:
    filters, skip = narrow_to_page(COUNTS, JUNE, rows=4, skip=2)
    assert (filters.since, filters.until, skip) == (date(2021, 6, 3), date(2021, 6, 20), 2)


def test_later_pages_leave_newer_days_out() -> None:
    filters, skip = narrow_to_page(COUNTS, JUNE, rows=4, skip=6)
    assert (filters.since, filters.until, skip) == (date(2021, 6, 3), date(2021, 6, 3), 1)


def test_other_filters_stay() -> None:
    filters, _ = narrow_to_page(
        COUNTS, Filters(JUNE.since, JUNE.until, themes=("books",)), rows=4, skip=0
    )
    assert filters.themes == ("books",)


@given(
    counts=st.dictionaries(st.dates(JUNE.since, JUNE.until), st.integers(1, 9), min_size=1),
    rows=st.integers(1, 12),
    page=st.integers(0, 20),
)
def test_a_page_holds_the_rows_it_would_hold_if_all_were_read(
    counts: dict[date, int], rows: int, page: int
) -> None:
    newest_first = [
        (day, number) for day in sorted(counts, reverse=True) for number in range(counts[day])
    ]
    wanted = newest_first[page * rows : (page + 1) * rows]
    filters, skip = narrow_to_page(counts.items(), JUNE, rows=rows, skip=page * rows)
    read = [row for row in newest_first if filters.since <= row[0] <= filters.until]
    assert read[skip : skip + rows] == wanted
