"""Reports of the online page: posts by section and theme, the most viewed, the surveys."""

import pandas as pd

from wenming.filters import Filters
from wenming.store import Snapshot


def posts_by_month_section_theme(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Posts, views and taking part by month, section and theme."""
    return store.run("online__posts_by_month_section_theme", filters)


def spans_by_section(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """The first and last day of each section's posts and how many, up to the period's end."""
    return store.run("online__spans_by_section", filters)


def best_by_post(store: Snapshot, filters: Filters, *, rows: int = 10) -> pd.DataFrame:
    """The most viewed posts of the period, at most `rows` of them and never more than ten."""
    return store.run("online__best_by_post", filters, rows=rows)


def surveys_by_day_measure(store: Snapshot, filters: Filters) -> pd.DataFrame:
    """Asked and yes by survey day and measure, up to the period's end."""
    return store.run("online__surveys_by_day_measure", filters)
