"""What is said of the fund: sums, and each criterion judged by data or by people."""

import pandas as pd
import pytest

from wenming.config import Thresholds
from wenming.i18n import Translator
from wenming.projects import (
    count_disagreements,
    group_by_domain,
    judge_projects,
    tell_criteria,
    tell_events,
    tell_exemplars,
    tell_fund,
    tell_months,
    total_fund,
)

EN, ZH = Translator("en"), Translator("zh")
THRESHOLDS = Thresholds(project_gap_months=3, project_visits_per_month=100)


def project(**values: object) -> pd.DataFrame:
    """A project funded for ten months whose two payments reported 1,200 visits."""
    usual = {
        "project_id": "p1", "domain": "science", "granted": 1000.0, "spent": 400.0,
        "payments": 2, "visits_reported": 2, "visits": 1200, "spent_with_visits": 400.0,
        "months_funded": 10, "months_active": 2, "longest_gap": 3,
        "is_distinctive": True, "is_regular": True, "is_broad": True, "is_exemplary": False,
    }  # fmt: skip
    return pd.DataFrame([{**usual, **values}])


def verdict(criterion: str, **values: object) -> tuple[object, str]:
    judged = judge_projects(project(**values), THRESHOLDS).iloc[0]
    told = judged[criterion]
    return (None if pd.isna(told) else bool(told)), judged[f"{criterion}_by"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"longest_gap": 3}, (True, "data")),
        ({"longest_gap": 4}, (False, "data")),
        ({"longest_gap": 10, "payments": 0}, (False, "data")),
        # Funded for three months, no gap could be longer than three: too early to tell.
        ({"months_funded": 3, "longest_gap": 3}, (True, "people")),
        ({"months_funded": 3, "longest_gap": 3, "is_regular": None}, (None, "people")),
    ],
)
def test_regularity_is_judged_by_the_longest_gap(
    values: dict[str, object], told: tuple[object, str]
) -> None:
    assert verdict("is_regular", **values) == told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"visits": 1000}, (True, "data")),
        ({"visits": 999}, (False, "data")),
        # What was not reported may be more: enough is enough, too little proves nothing.
        ({"visits": 1000, "visits_reported": 1}, (True, "data")),
        ({"visits": 999, "visits_reported": 1}, (True, "people")),
        ({"visits": None, "visits_reported": 0, "is_broad": False}, (False, "people")),
        ({"visits": None, "visits_reported": 0, "payments": 0}, (True, "people")),
    ],
)
def test_the_audience_is_judged_by_visits_a_funded_month(
    values: dict[str, object], told: tuple[object, str]
) -> None:
    assert verdict("is_broad", **values) == told


@pytest.mark.parametrize(("criterion", "told"), [("is_distinctive", True), ("is_exemplary", False)])
def test_only_people_say_what_is_distinctive_and_exemplary(criterion: str, told: bool) -> None:
    assert verdict(criterion) == (told, "people")


def test_verdicts_of_data_that_people_do_not_share_are_counted() -> None:
    both = pd.concat([project(longest_gap=5, is_broad=False), project()], ignore_index=True)
    judged = judge_projects(both, THRESHOLDS)

    assert count_disagreements(both, judged) == 2
    assert tell_criteria(judged, 2, EN) == (
        "0 of 2 projects meet all four criteria; data and people differ 2 times, to be verified"
    )
    assert tell_criteria(judged, 0, ZH) == "2个项目中0个符合全部四项标准"


def test_a_visit_costs_what_payments_with_visits_spent() -> None:
    both = pd.concat(
        [project(), project(spent=600.0, payments=3, visits_reported=1, visits=100,
                            spent_with_visits=250.0)]
    )  # fmt: skip
    totals = total_fund(both)

    assert (totals.granted, totals.spent, totals.used) == (2000, 1000, 0.5)
    assert totals.cost_per_visit == pytest.approx(650 / 1300)
    assert (totals.visits_reported, totals.payments) == (3, 5)


def test_of_nothing_there_is_no_rate() -> None:
    totals = total_fund(project().iloc[:0])

    assert totals.used is None
    assert totals.visits is None
    assert totals.cost_per_visit is None


def test_domains_stand_in_the_districts_order_and_unknown_ones_last() -> None:
    frame = pd.concat(
        [project(domain="juggling"), project(domain="science"), project(domain="history")]
    )
    grouped = group_by_domain(frame, {"history": "History", "science": "Science"})

    assert grouped["name"].tolist() == ["History", "Science", "juggling"]
    assert grouped["remaining"].tolist() == [600.0, 600.0, 600.0]


def test_the_fund_is_told_with_the_domain_that_has_most_left() -> None:
    frame = pd.concat([project(domain="science"), project(domain="history", granted=5000.0)])
    grouped = group_by_domain(frame, {"science": "科普", "history": "党史"})

    assert tell_fund(grouped, ZH) == "资助6,000元，已支出800元（13%）；“党史”结余最多，4,600元"


def test_one_domain_alone_is_not_said_to_have_most() -> None:
    grouped = group_by_domain(project(), {})
    assert tell_fund(grouped, EN) == "1,000 yuan granted, 400 spent (40%)"


def test_months_exemplars_and_events_are_told_with_their_bases() -> None:
    assert tell_months(project(), EN) == "2 of 10 funded project-months had a payment (20%)"
    honours = pd.DataFrame({"honours": [2, 1], "talks": [3, None], "audience": [None, None]})
    assert tell_exemplars(honours, EN) == "3 honours; 3 talks before an audience of —"
    events = pd.DataFrame({"name_en": ["A", "B", "B"], "activities": [2, 2, 1]})
    assert tell_events(events, "June", EN) == "5 events about exemplars in June; most were B, 3"
