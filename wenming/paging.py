"""Which days of a log a page of its list lies on, so that only these are read."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from wenming.filters import Filters


def narrow_to_page(
    counts: Iterable[tuple[date, int]], filters: Filters, *, rows: int, skip: int
) -> tuple[Filters, int]:
    """The filters narrowed to the days that hold `rows` rows after the first `skip`, newest first,
    and how many rows are to be skipped there.

    `counts` is the number of rows of each day under `filters`, in any order. However deep the
    page lies, the log is read for a few days only.
    """
    before, since, until, skip_there = 0, None, filters.until, skip
    for day, count in sorted(counts, reverse=True):
        after = before + count
        if after <= skip:
            before = after
            continue
        if since is None:
            until, skip_there = day, skip - before
        since, before = day, after
        if after >= skip + rows:
            break
    return replace(filters, since=since or filters.since, until=until), skip_there
