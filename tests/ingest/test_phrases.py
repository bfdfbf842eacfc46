"""Headings taken apart: what they count, of whom, in which unit, and whether that happened."""

import pytest

from wenming.config.ledger import LedgerSettings
from wenming.ingest.phrases import PhraseReader
from wenming.ingest.text import Cleaner


@pytest.fixture(scope="module", params=["zh", "en"])
def base(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def make_reader(base: str) -> PhraseReader:
    settings = LedgerSettings.model_validate({"base": base})
    return PhraseReader(settings.parts, Cleaner(settings).simplify)


HAPPENED = {
    "zh": [
        ("实到群众人数", "attendance"), ("到场人次", "attendance"), ("群众总人数", "attendance"),
        ("巾帼志愿者出勤人数", "volunteers"), ("志愿服务惠及群众人数", "attendance"),
        ("本次志愿服务时长（小时）", "service_hours"), ("服务时间（分钟）", "service_hours"),
        ("实际开展日期", "start"), ("活动结束时间", "end"), ("举办场次", "sessions"),
        ("报名后实到人数", "attendance"), ("是否已开展", None), ("活动状态", "status"),
    ],
    "en": [
        ("# Attended", "attendance"), ("How many people attended?", "attendance"),
        ("Number of volunteers", "volunteers"), ("Total volunteer hours", "service_hours"),
        ("Event date", "start"), ("End time", "end"), ("No. of sessions", "sessions"),
        ("Registered and checked in: people", "attendance"), ("Was the event held?", "status"),
    ],
}  # fmt: skip
NOT_HAPPENED = {
    "zh": [
        ("报名人数", "planned"), ("应参加人数", "planned"), ("预计服务时长", "planned"),
        ("报名截止时间", "planned"), ("计划开展时间", "planned"), ("线上浏览人次", "viewed"),
        ("累计服务时长", "running"), ("本年度参与人次", "running"), ("统计日期", "recorded"),
        ("审核时间", "recorded"), ("辖区人数", "registered"), ("注册志愿者人数", "registered"),
        ("结对人数", "paired"), ("实际报名人数", "planned"),
    ],
    "en": [
        ("# Registered", "planned"), ("Expected attendance", "planned"), ("RSVPs", "planned"),
        ("Number of people signed up", "planned"), ("Page views", "viewed"),
        ("Cumulative attendance", "running"), ("Date submitted", "recorded"),
        ("Registration deadline date", "recorded"), ("Members: number of people", "registered"),
    ],
}  # fmt: skip


def test_what_happened_is_read(base: str) -> None:
    read = make_reader(base).read
    told = {text: read(text) for text, _ in HAPPENED[base]}
    assert {text: phrase.field for text, phrase in told.items()} == dict(HAPPENED[base])
    assert not [text for text, each in told.items() if each.field and each.excludes(each.field)]


def test_what_did_not_happen_is_not_whatever_the_heading_ends_in(base: str) -> None:
    read = make_reader(base).read
    for text, why in NOT_HAPPENED[base]:
        phrase = read(text)
        assert why in phrase.against, text
        assert phrase.why_not or (phrase.field and phrase.excludes(phrase.field)), text


@pytest.mark.parametrize(
    ("text", "unit", "unknown", "scale"),
    [
        ("参与人数（人）", "persons", None, 1),
        ("参与人数（万人次）", "persons", None, 10000),
        ("服务时长（天）", None, "天", 1),
        ("参与人数（指实际到场的，不含工作人员，单位：人次）", "persons", None, 1),
        ("参与人数（户）", None, "户", 1),
        ("参与人数（小时）", None, "hours", 1),
    ],
)
def test_units_stand_in_brackets(text: str, unit: str, unknown: str, scale: int) -> None:
    phrase = make_reader("zh").read(text)
    assert (phrase.unit, phrase.unknown_unit, phrase.scale) == (unit, unknown, scale)


def test_kinds_of_people_are_told_apart() -> None:
    read = make_reader("zh").read
    assert read("男性参与人数").groups == {("sex", "0")}
    assert read("参与人数").is_general
    assert not read("青年志愿者人数").is_general  # whoever 青年 may be, they are not all
    assert make_reader("en").read("Number of women").groups == {("sex", "1")}


def test_latin_words_are_whole_words() -> None:
    read = make_reader("en").read
    assert read("Menu").groups == frozenset()
    assert read("Recorded message").measure is None
