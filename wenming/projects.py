"""What the fund's frames say: totals, the four criteria, and the sentences over the charts."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from wenming.config import Thresholds
from wenming.i18n import Translator

CRITERIA = ("is_distinctive", "is_regular", "is_broad", "is_exemplary")
"""Distinctive, regular, broad in audience, exemplary: what the district supports."""


@dataclass(frozen=True)
class FundTotals:
    """Sums over projects; money in yuan, visits null where no payment reported any."""

    granted: float
    spent: float
    payments: int
    visits_reported: int
    visits: float | None
    cost_per_visit: float | None

    @property
    def used(self) -> float | None:
        """Spent as a share of granted; None of nothing granted."""
        return self.spent / self.granted if self.granted else None


def total_fund(projects: pd.DataFrame) -> FundTotals:
    """The totals of `projects__fund_by_project`.

    A visit's cost counts only payments that reported their visits: the others' are not known.
    """
    visits = projects["visits"].sum(min_count=1)
    return FundTotals(
        granted=float(projects["granted"].sum()),
        spent=float(projects["spent"].sum()),
        payments=int(projects["payments"].sum()),
        visits_reported=int(projects["visits_reported"].sum()),
        visits=None if pd.isna(visits) else float(visits),
        cost_per_visit=float(projects["spent_with_visits"].sum() / visits)
        if pd.notna(visits) and visits
        else None,
    )


def judge_projects(projects: pd.DataFrame, thresholds: Thresholds) -> pd.DataFrame:
    """The four criteria of each project: a column a criterion, true, false or null.

    Beside each stands `<criterion>_by`: `data` where the payments decide it, else `people`. Data
    decide regularity once the project was funded longer than the longest gap allowed, and the
    audience unless visits that could still reach the threshold were not reported; what makes a
    project distinctive or exemplary only people can say.
    """
    judged = pd.DataFrame(index=projects.index)
    for criterion in CRITERIA:
        judged[criterion] = projects[criterion].astype("boolean")
        judged[f"{criterion}_by"] = "people"

    gap = thresholds.project_gap_months
    is_long = projects["months_funded"] > gap
    judged.loc[is_long, "is_regular"] = projects["longest_gap"][is_long] <= gap
    judged.loc[is_long, "is_regular_by"] = "data"

    needed = projects["months_funded"] * thresholds.project_visits_per_month
    reaches = (projects["visits"] >= needed).fillna(False).astype(bool)
    is_whole = (projects["payments"] > 0) & (projects["visits_reported"] == projects["payments"])
    decided = reaches | is_whole
    judged.loc[decided, "is_broad"] = reaches[decided]
    judged.loc[decided, "is_broad_by"] = "data"
    return judged


def count_disagreements(projects: pd.DataFrame, judged: pd.DataFrame) -> int:
    """How many verdicts that the data gave differ from what people judged."""
    return sum(
        int(
            (
                (judged[f"{criterion}_by"] == "data")
                & (judged[criterion] != projects[criterion].astype("boolean")).fillna(False)
            ).sum()
        )
        for criterion in CRITERIA
    )


def group_by_domain(projects: pd.DataFrame, domains: Mapping[str, str]) -> pd.DataFrame:
    """Granted, spent, remaining and projects by domain, in the order of `domains`.

    A domain that the district does not name stands last, as it is written.
    """
    grouped = projects.groupby("domain", dropna=False, as_index=False).agg(
        projects=("project_id", "size"), granted=("granted", "sum"), spent=("spent", "sum")
    )
    order = {domain: place for place, domain in enumerate(domains)}
    grouped["name"] = [name_of(domain, domains) for domain in grouped["domain"]]
    grouped["remaining"] = grouped["granted"] - grouped["spent"]
    grouped["used"] = (grouped["spent"] / grouped["granted"]).where(grouped["granted"] > 0)
    places = grouped["domain"].map(order).fillna(len(order))
    in_order = grouped.assign(place=places).sort_values("place", kind="stable")
    return in_order.drop(columns="place").reset_index(drop=True)


def name_of(id: object, names: Mapping[str, str]) -> str:
    """The name of an id; what the district does not name is shown as it is written."""
    return "—" if pd.isna(id) else names.get(str(id), str(id))  # type: ignore[call-overload]


def tell_fund(grouped: pd.DataFrame, t: Translator) -> str:
    """What was granted and spent, and the domain with most left; `grouped` is by domain."""
    granted, spent = grouped["granted"].sum(), grouped["spent"].sum()
    text = t(
        "projects.fund_finding",
        granted=t.number(granted),
        spent=t.number(spent),
        used=t.percent(spent / granted if granted else None, 0),
    )
    most = grouped.nlargest(1, "remaining").iloc[0]
    if len(grouped) > 1 and most["remaining"] > 0:
        left = t.number(most["remaining"])
        text += t("projects.fund_most_left", domain=most["name"], left=left)
    return text


def tell_months(projects: pd.DataFrame, t: Translator) -> str:
    """Of the months that projects were funded, how many had a payment."""
    active, funded = int(projects["months_active"].sum()), int(projects["months_funded"].sum())
    return t(
        "projects.months_finding",
        share=t.percent(active / funded if funded else None, 0),
        active=t.number(active),
        funded=t.number(funded),
    )


def tell_criteria(judged: pd.DataFrame, disagreements: int, t: Translator) -> str:
    """How many projects meet all four criteria, and how often data and people differ."""
    met = judged[list(CRITERIA)].fillna(False).all(axis=1).sum()
    text = t("projects.criteria_finding", met=t.number(met), total=t.number(len(judged)))
    if disagreements:
        text += t("projects.criteria_differ", count=t.number(disagreements))
    return text


def tell_exemplars(exemplars: pd.DataFrame, t: Translator) -> str:
    """How many honours, and how many talks before which audience."""
    return t(
        "projects.exemplars_finding",
        honours=t.number(exemplars["honours"].sum()),
        talks=t.number(exemplars["talks"].sum(min_count=1)),
        audience=t.number(exemplars["audience"].sum(min_count=1)),
    )


def tell_events(events: pd.DataFrame, period: str, t: Translator) -> str:
    """How many events about exemplars, and the kind held most."""
    by_kind = events.groupby(t.column(), sort=False)["activities"].sum()
    return t(
        "projects.events_finding",
        period=period,
        total=t.number(by_kind.sum()),
        kind=by_kind.idxmax(),
        most=t.number(by_kind.max()),
    )
