"""How a change is said: in per cent where that means something, else in words."""

import pytest

from wenming.changes import Change, describe_points
from wenming.i18n import Translator


@pytest.mark.parametrize(
    ("now", "before", "zh", "en"),
    [
        (112, 100, "增长12.0%", "up 12.0%"),
        (88, 100, "下降12.0%", "down 12.0%"),
        (100, 100, "持平", "unchanged"),
        (10_001, 10_000, "基本持平", "nearly unchanged"),
        (0, 0, "持平", "unchanged"),
        (5, 0, "对比期为0", "up from 0"),
        (0, 5, "由5降为0", "down to 0 from 5"),
        (5, None, "对比期未报", "no earlier figure"),
        (None, 5, "本期未报", "not reported"),
    ],
)
def test_a_change_is_told(now: float | None, before: float | None, zh: str, en: str) -> None:
    change = Change(now, before)

    assert change.describe(Translator("zh")) == zh
    assert change.describe(Translator("en")) == en


def test_there_is_no_percentage_of_nothing() -> None:
    assert Change(5, 0).share is None
    assert Change(5, None).share is None
    assert Change(150, 100).share == pytest.approx(0.5)


def test_shares_change_in_points() -> None:
    t = Translator("zh")

    assert describe_points(t, 0.632, 0.6) == "提高3.2个百分点"
    assert describe_points(t, 0.6, 0.632) == "下降3.2个百分点"
    assert describe_points(t, 0.6, 0.6) == "持平"
