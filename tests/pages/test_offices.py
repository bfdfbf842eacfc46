"""An office that is typed in short is offered by the name it is known by."""

import pytest

from wenming.ui.offices import find_similar

KNOWN = {
    "石炮台街道": ["Shipaotai"],
    "鮀江街道": ["Tuojiang"],
    "鮀莲街道": ["Tuolian"],
    "金平区": ["Jinping"],
    "Saint-Étienne": [],
}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("鮀江", ["鮀江街道"]),
        (" 鮀 江 ", ["鮀江街道"]),
        ("鮀江办事处", ["鮀江街道"]),
        ("鮀江街道办事处", ["鮀江街道"]),
        ("tuo", ["鮀江街道", "鮀莲街道"]),
        ("ＴＵＯＪＩＡＮＧ", ["鮀江街道"]),
        ("炮台", ["石炮台街道"]),
        ("saint-etienne", ["Saint-Étienne"]),
        ("金平", ["金平区"]),
    ],
)
def test_what_may_be_meant_is_offered(typed: str, offered: list[str]) -> None:
    assert find_similar(typed, KNOWN, "街道") == offered


@pytest.mark.parametrize("typed", ["鮀江街道", "区文明办", "鮀", "", "志愿服务总队"])
def test_what_is_known_or_like_nothing_stays(typed: str) -> None:
    assert find_similar(typed, KNOWN, "街道") == []
