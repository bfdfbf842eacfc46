"""What a chart shows, said in one sentence by rule: the sentence is the chart's title."""

from collections.abc import Mapping

import pandas as pd

from wenming.changes import Change
from wenming.i18n import Translator


def tell_trend(
    now: pd.DataFrame, year_before: pd.DataFrame | None, *, names: Mapping[str, str], t: Translator
) -> str:
    """How many activities, how that compares with the year before, and which theme leads.

    Both frames have theme_id and activities; `year_before` is None where nothing is compared.
    """
    total = int(now["activities"].sum())
    by_theme = now.groupby("theme_id")["activities"].sum()
    theme = str(by_theme.idxmax())
    places = {
        "total": t.number(total),
        "theme": names.get(theme, theme),
        "share": t.percent(by_theme.max() / total, 0),
    }
    if year_before is None:
        return t("findings.growth_none", **places)
    change = Change(total, int(year_before["activities"].sum())).describe(t)
    return t("findings.trend", change=change, **places)


def tell_matrix(counts: pd.DataFrame, t: Translator) -> str:
    """How evenly the tasks reach the streets: how many cells of streets × tasks are still 0.

    `counts` has a row a street and a column a task, named as shown. Of one street, only that
    street is spoken of.
    """
    empty = int((counts == 0).to_numpy().sum())
    by_task = (counts == 0).sum()
    task = str(by_task.idxmax())
    if len(counts) == 1:
        key = "findings.matrix_gaps_one" if empty else "findings.matrix_full_one"
        return t(key, street=str(counts.index[0]), empty=empty, task=task)
    if not empty:
        return t("findings.matrix_full")
    return t("findings.matrix_gaps", empty=empty, task=task, streets=int(by_task.max()))


def tell_silence(states: Mapping[str, int], t: Translator, *, months: int) -> str:
    """How many sites are silent, how many of them for `months` or more, how many never reported."""
    if not any(states.values()):
        return t("findings.no_silence")
    return t(
        "findings.silence",
        total=t.number(states["silent"]),
        long=t.number(states["silent_3"]),
        months=months,
        never=t.number(states["never"]),
    )


def tell_growth(
    now: pd.DataFrame,
    year_before: pd.DataFrame | None,
    *,
    streets: Mapping[str, str],
    themes: Mapping[str, str],
    t: Translator,
) -> str:
    """How many activities, the change on the year before, and the street that moved it most.

    The frames have street_id, theme_id and activities; `year_before` is None where a comparison
    makes no sense. A street is named only when it alone moved most, in the total's direction;
    without a comparison the theme that leads is named instead.
    """
    total = int(now["activities"].sum())
    before = 0 if year_before is None else int(year_before["activities"].sum())
    if year_before is None or not before:
        by_theme = now.groupby("theme_id")["activities"].sum()
        theme = str(by_theme.idxmax())
        share = t.percent(by_theme.max() / total, 0)
        return t(
            "findings.growth_none", total=t.number(total), theme=themes.get(theme, theme),
            share=share,
        )  # fmt: skip
    change = Change(total, before).describe(t)
    text = t("findings.growth", total=t.number(total), change=change)
    moved = (
        now.groupby("street_id")["activities"]
        .sum()
        .sub(year_before.groupby("street_id")["activities"].sum(), fill_value=0)
    )
    if total != before and len(moved) > 1:
        most = moved.max() if total > before else moved.min()
        leaders = moved.index[moved == most]
        if len(leaders) == 1 and most * (total - before) > 0:
            key = "findings.growth_most" if most > 0 else "findings.growth_least"
            text += t(key, street=streets[str(leaders[0])], count=t.number(abs(most)))
    return text


def tell_gaps(
    counts: pd.DataFrame, *, streets: Mapping[str, str], themes: Mapping[str, str], t: Translator
) -> str:
    """Which theme is missing in most of `streets`, or that none is.

    `counts` has street_id, theme_id and activities.
    """
    held = counts[counts["activities"] > 0].groupby("theme_id")["street_id"].nunique()
    missing = {theme: len(streets) - int(held.get(theme, 0)) for theme in themes}
    theme = max(missing, key=missing.__getitem__)
    if len(streets) == 1:
        street, absent = next(iter(streets.values())), sum(missing.values())
        key = "findings.gaps_one" if absent else "findings.gaps_none_one"
        return t(key, street=street, count=t.number(absent), theme=themes[theme])
    if not missing[theme]:
        return t("findings.gaps_none")
    return t("findings.gaps", theme=themes[theme], streets=t.number(missing[theme]))


def tell_days(counts: pd.DataFrame, t: Translator) -> str:
    """The share held at weekends, and the busiest day or how many share that place.

    `counts` has day and activities and at least one row.
    """
    days = pd.to_datetime(counts["day"])
    weekend = counts.loc[days.dt.day_of_week >= 5, "activities"].sum()
    most = counts["activities"].max()
    busiest = days[counts["activities"] == most]
    key = "findings.days" if len(busiest) == 1 else "findings.days_many"
    return t(
        key,
        share=t.percent(weekend / counts["activities"].sum(), 0),
        day=t.day(busiest.iloc[-1].date()),
        days=t.number(len(busiest)),
        most=t.number(most),
    )
