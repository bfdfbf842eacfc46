"""What the online page's frames say: totals, what drew people, the surveys' rates in words."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from wenming.changes import describe_points
from wenming.i18n import Translator
from wenming.surveys import Rate, is_beyond_chance

SURVEYED = ("awareness", "support", "participation", "satisfaction")
"""What surveys ask: the three rates the district wants to raise, and satisfaction."""


def list_rates(surveys: pd.DataFrame, minimum: int) -> dict[str, list[tuple[date, Rate]]]:
    """The rates of each measure by day, the newest last; with fewer than `minimum` asked, none.

    `surveys` is the report `online__surveys_by_day_measure`.
    """
    rates: dict[str, list[tuple[date, Rate]]] = {measure: [] for measure in SURVEYED}
    for row in surveys.to_dict("records"):
        if row["measure"] in rates and row["asked"] >= max(minimum, 1):
            rate = Rate(int(row["yes"]), int(row["asked"]))
            rates[row["measure"]].append((row["surveyed_on"].date(), rate))
    return rates


def tell_rate(name: str, course: Sequence[tuple[date, Rate]], t: Translator) -> str:
    """A rate's last value with its basis, and its change since the survey before."""
    day, rate = course[-1]
    text = t(
        "online.rate_finding",
        name=name,
        share=t.percent(rate.share),
        month=t.month(day),
        asked=t.number(rate.asked),
    )
    if len(course) == 1:
        return text
    day_before, before = course[-2]
    text += t(
        "online.rate_change",
        change=describe_points(t, rate.share, before.share),
        month=t.month(day_before),
    )
    return text if is_beyond_chance(rate, before) else text + t("online.rate_chance")


def total_posts(posts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Posts, views and taking part by `by` (section_id or theme_id), with the views of a post.

    `views_each` is views divided by the posts that reported them.
    """
    columns = ["posts", "views_reported", "views", "participants_reported", "participants"]
    total = posts.groupby(by, as_index=False)[columns].sum(min_count=1)
    total["views_each"] = (total["views"] / total["views_reported"]).where(
        total["views_reported"] > 0
    )
    return total


def tell_posts(posts: pd.DataFrame, sections: Mapping[str, str], t: Translator) -> str:
    """How many posts, and the section with most views and its share of them."""
    total = t("online.posts_finding", posts=t.number(posts["posts"].sum()))
    views = posts.groupby("section_id")["views"].sum(min_count=1).dropna()
    if views.empty or not views.sum():
        return total
    section = str(views.idxmax())
    return total + t(
        "online.posts_leader",
        section=sections.get(section, section),
        share=t.percent(views.max() / views.sum(), 0),
    )


def tell_spans(sections: pd.DataFrame, t: Translator) -> str:
    """Which sections have no post in the period; `sections` has section and posts."""
    silent = sections.loc[sections["posts"] == 0, "section"]
    if silent.empty:
        key = "online.sections_all" if len(sections) > 1 else "online.sections_one"
        return t(key, count=t.number(len(sections)), name=str(sections["section"].iloc[0]))
    names = t("downloads.separator").join(t("online.quoted", name=name) for name in silent)
    return t("online.sections_silent", names=names)


def tell_themes(by_theme: pd.DataFrame, themes: Mapping[str, str], t: Translator) -> str:
    """Which theme drew most views a post, and the mean of all posts."""
    reported = by_theme.dropna(subset=["views_each"])
    if reported.empty:
        return t("online.themes_unreported")
    best = reported.nlargest(1, "views_each").iloc[0]
    mean = reported["views"].sum() / reported["views_reported"].sum()
    return t(
        "online.themes_finding",
        theme=themes.get(best["theme_id"], best["theme_id"]),
        views=t.number(best["views_each"]),
        mean=t.number(mean),
    )


def tell_modes(by_month: pd.DataFrame, t: Translator) -> str:
    """The share of activities held online, and the month with the highest.

    `by_month` has month, activities and online, and at least one activity.
    """
    online, held = int(by_month["online"].sum()), int(by_month["activities"].sum())
    text = t(
        "online.modes_finding",
        online=t.number(online),
        held=t.number(held),
        share=t.percent(online / held),
    )
    if not online or len(by_month) == 1:
        return text
    shares = by_month.assign(share=by_month["online"] / by_month["activities"])
    most = shares.nlargest(1, "share").to_dict("records")[0]
    month, share = t.month(most["month"].date()), t.percent(most["share"], 0)
    return text + t("online.modes_most", month=month, share=share)
