"""Activities by month and task, as the paper and the slides draw them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from wenming.briefing.sources import Material
from wenming.briefing.text import Line, say
from wenming.palette import NONE, colour_tasks
from wenming.periods import list_months, list_partial, tell_days


@dataclass(frozen=True)
class Trend:
    """`counts` has a row a month (its first day) and a column a task that has any activity.

    `names` and `colours` are by task; `partial` tells of each month whether the period holds only
    a part of it.
    """

    counts: pd.DataFrame
    names: Mapping[str, str]
    colours: Mapping[str, str]
    partial: tuple[bool, ...]


def tabulate_trend(material: Material) -> Trend:
    """Every month of the period has its row; themes of no task come last."""
    tasks, filters = material.names["tasks"], material.request.filters
    themes = material.frame("themes").set_index("theme_id")["task_id"]
    frame = material.frame("trend_now")
    months = list_months(filters)
    counts = (
        frame.assign(task=frame["theme_id"].map(themes).fillna(""))
        .pivot_table(index="month", columns="task", values="activities", aggfunc="sum")
        .reindex(index=pd.to_datetime(months), columns=[*tasks, ""])
        .fillna(0)
    )
    partial = {part.since.replace(day=1) for part in list_partial(filters)}
    return Trend(
        counts.loc[:, counts.any()],
        {**tasks, "": material.t("common.other_theme")},
        {**colour_tasks(list(tasks)), "": NONE},
        tuple(month in partial for month in months),
    )


def tell_hatched(material: Material) -> Line:
    """Which days the hatched months show; empty where all are whole."""
    t = material.t
    days = [tell_days(part, t) for part in list_partial(material.request.filters)]
    if not days:
        return ()
    text = t("downloads.separator").join(days)
    bound = material.ledger.bind_given("period.partial", text, "filter", text)
    return say(t, "periods.partial", days=bound)
