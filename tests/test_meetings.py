"""What is pressing comes first, and closed in time means by the due day."""

from datetime import date

import pandas as pd
import pytest

from tests.conftest import SAMPLE
from wenming.filters import Filters
from wenming.i18n import Translator
from wenming.meetings import Closure, count_closure, join_units, order_tasks, tell_pressure
from wenming.reports import meeting
from wenming.store import Snapshot

DAY = date(2021, 7, 7)
ALL = Filters(date(2021, 1, 1), date(2021, 6, 30))


@pytest.fixture(scope="module")
def tasks(sample: Snapshot) -> pd.DataFrame:
    return meeting.tasks_by_task(sample, ALL, as_of=DAY)


def test_the_most_pressing_stands_first(tasks: pd.DataFrame) -> None:
    ordered = order_tasks(tasks)

    assert ordered["urgency"].drop_duplicates().tolist() == ["overdue", "soon", "later", "settled"]
    overdue = ordered[ordered["urgency"] == "overdue"]
    assert overdue["due_on"].is_monotonic_increasing


def test_closure_equals_a_recount(tasks: pd.DataFrame) -> None:
    log = pd.read_csv(SAMPLE / "tasks.csv", parse_dates=["due_on", "closed_on"])
    due = log[log["due_on"] <= "2021-07-07"]

    found = count_closure(tasks, DAY)

    assert found == Closure(len(due), int((due["closed_on"] <= due["due_on"]).sum()))
    assert Closure(0, 0).share is None


def test_a_task_closed_later_was_still_open_on_the_day(sample: Snapshot) -> None:
    before = meeting.tasks_by_task(sample, ALL, as_of=date(2021, 3, 1)).set_index("task_id")

    assert before.loc["JP-K-03", "state"] == "doing"  # closed on 2021-03-30, due by 2020-12-31
    assert before.loc["JP-K-03", "days_overdue"] == 60


def test_soon_is_as_soon_as_asked(sample: Snapshot) -> None:
    few = meeting.tasks_by_task(sample, ALL, as_of=DAY, soon=1)["urgency"].eq("soon").sum()
    many = meeting.tasks_by_task(sample, ALL, as_of=DAY, soon=365)["urgency"].eq("soon").sum()

    assert few < many


def test_a_streets_tasks_answer_its_problems_or_name_it(sample: Snapshot) -> None:
    one = Filters(ALL.since, ALL.until, streets=("440511016",))

    found = meeting.tasks_by_task(sample, one, as_of=DAY)

    named = found["lead_unit"].str.contains("鮀江") | found["supporting_units"].str.contains("鮀江")
    assert len(found) and ((found["street_id"] == "440511016") | named).all()


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ({"urgency": "overdue", "days_overdue": 98}, "逾期98天"),
        ({"urgency": "soon", "due_on": pd.Timestamp(2021, 7, 20)}, "还有13天"),
        ({"urgency": "none"}, "未定时限"),
        ({"urgency": "settled", "days_overdue": 3, "state": "closed"}, "已销号，晚3天"),
        ({"urgency": "settled", "days_overdue": 0, "state": "done"}, "待核定"),
    ],
)
def test_pressure_is_told_in_words(task: dict[str, object], told: str) -> None:
    assert tell_pressure(pd.Series(task), DAY, Translator("zh")) == told


def test_units_are_listed_in_words() -> None:
    assert join_units("区教育局|团区委", Translator("zh")) == "区教育局、团区委"
    assert join_units(None, Translator("zh")) is None
