"""What the paper says: every number bound and right, in plain sentences, whatever the period."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation
from pptx.slide import Slide
from pptx.util import Inches

from tests.briefing.conftest import HALF_YEAR, MEETING, compose
from tests.conftest import SAMPLE
from wenming.briefing.bound import Bound, compute
from wenming.briefing.compose import MOST_CHARACTERS
from wenming.briefing.paper import Grid, Heading, Paper, Paragraph, Picture
from wenming.briefing.proposals import propose_tasks
from wenming.briefing.slides import build_slides
from wenming.briefing.sources import Material, grade_states
from wenming.briefing.text import find_unbound, read
from wenming.cli.reporting import list_reports
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.filters import Filters
from wenming.needs import list_needs
from wenming.store import Snapshot

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
HAN = re.compile(r"[\u4e00-\u9fff]")
EMPTY = Filters(date(2018, 1, 1), date(2018, 3, 31))
ODD = Filters(date(2021, 6, 5), date(2021, 6, 20))
STREET = replace(HALF_YEAR, streets=("440511016",))
SEVERAL = replace(HALF_YEAR, streets=("440511016", "440511007"))


def texts(paper: Paper) -> dict[str, str]:
    return {
        block.key: read(block.line)
        for block in paper.blocks
        if isinstance(block, Heading | Paragraph)
    }


Ask = Callable[[Material, Bound], object]


@pytest.fixture(scope="module")
def ask_again(sample: Snapshot) -> Ask:
    """A figure from a fresh run of the report that its rows name, as `wenming report` runs it.

    Each report is run once for the same filters and values.
    """
    reports = list_reports(load_district(SAMPLE))

    @cache
    def answer(name: str, filters: Filters | None, values: tuple[tuple[str, Any], ...]) -> Any:
        arguments = () if filters is None else (filters,)
        return reports[name](sample, *arguments, **dict(values))

    def ask(material: Material, bound: Bound) -> object:
        rows = material.ledger.rows[str(bound.rows)]
        if not rows.report:  # nothing is asked of a period that is not compared with
            assert rows.frame.empty
            return compute(bound.rule, rows.frame, bound.column)
        frame = answer(rows.report, rows.filters, rows.values)
        return compute(bound.rule, narrow(material, bound, frame), bound.column)

    return ask


def narrow(material: Material, bound: Bound, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a report that a figure stands on."""
    rows = material.ledger.rows[str(bound.rows)]
    if rows.key == "states_now":
        frame = grade_states(frame, material.district)
    for column, value in bound.where:
        frame = frame[frame[column].astype("string").fillna("") == value]
    for name in ("task_id", "area_id"):  # a choice of several meetings' tasks, or of those in need
        if rows.key.startswith("tasks_") and name in frame:
            frame = frame[frame[name].isin(rows.frame[name])]
    if rows.key == "streets" and material.request.filters.streets:
        frame = frame[frame["street_id"].isin(material.request.filters.streets)]
    return frame


@pytest.mark.parametrize(
    ("filters", "language", "meeting"),
    [
        (HALF_YEAR, "zh", MEETING),
        (HALF_YEAR, "en", MEETING),
        (HALF_YEAR, "en", None),
        (EMPTY, "zh", None),
        (ODD, "zh", MEETING),
        (STREET, "en", MEETING),
        (SEVERAL, "zh", None),
    ],
    ids=str,
)
def test_every_number_of_paper_and_slides_is_bound_and_equals_its_report(
    sample: Snapshot, ask_again: Ask, filters: Filters, language: str, meeting: str | None
) -> None:
    material, paper = compose(sample, filters=filters, language=language, meeting=meeting)
    deck = Presentation(BytesIO(build_slides(material, paper, {})))

    assert [found for line in paper.lines() for found in find_unbound(line)] == []
    texts = {id: bound.text for id, bound in material.ledger.figures.items()}
    shown = {run.bound: run.text for line in paper.lines() for run in line if run.bound}
    assert shown.items() <= texts.items()
    for slide in deck.slides:
        noted = read_notes(slide)
        assert noted.items() <= {id: clean(text) for id, text in texts.items()}.items()
        assert find_numbers(list_words(slide)) <= find_numbers(noted.values())
    on_rows = [bound for bound in material.ledger.figures.values() if bound.rows is not None]
    assert len(on_rows) > 20
    for bound in on_rows:
        assert bound.value == ask_again(material, bound), bound.id


def clean(text: str) -> str:
    return " ".join(text.split())


def read_notes(slide: Slide) -> dict[str, str]:
    """The figures that a slide's notes list, by id."""
    lines = slide.notes_slide.notes_text_frame.text.splitlines()
    parted = [line.partition(" = ") for line in lines]
    return {id: clean(text) for id, _, text in parted}


def list_words(slide: Slide) -> list[str]:
    """What a slide says, but for the line at its foot."""
    words: list[str] = []
    for shape in slide.shapes:
        if shape.has_table:
            words += [cell.text for row in shape.table.rows for cell in row.cells]
        elif shape.has_text_frame and shape.top < Inches(6.9):
            words.append(shape.text_frame.text)
    return words


def find_numbers(texts: Iterable[str]) -> set[str]:
    return {number for text in texts for number in NUMBER.findall(text)}


def test_derived_numbers_follow_from_their_parts(half_year: tuple[Material, Paper]) -> None:
    figures = half_year[0].ledger.figures
    rules = {
        "share": lambda one, two: one / two,
        "rest": lambda one, two: 1 - one / two,
        "per_thousand": lambda one, two: one / two * 1000,
        "difference": lambda one, two: one - two,
        "change": lambda one, two: one / two - 1,
        "points": lambda one, two: round((one - two) * 100, 1),
    }
    derived = [bound for bound in figures.values() if bound.parts]
    assert {bound.rule for bound in derived} == set(rules)
    for bound in derived:
        parts = [figures[part].value for part in bound.parts]
        assert bound.value == pytest.approx(rules[bound.rule](*parts)), bound.id


def test_totals_and_silence_equal_a_recount(half_year: tuple[Material, Paper]) -> None:
    """The same numbers from the CSV files in pandas, apart from any report."""
    figures = half_year[0].ledger.figures
    log = pd.read_csv(SAMPLE / "activities.csv", parse_dates=["started_on"])
    inside = log[log["started_on"].between("2021-01-01", "2021-06-30")]
    before = log[log["started_on"].between("2020-01-01", "2020-06-30")]
    sites = pd.read_csv(SAMPLE / "sites.csv", parse_dates=["closed_on", "opened_on"])
    still = sites[~(sites["closed_on"] <= "2021-06-30") & (sites["opened_on"] <= "2021-06-30")]
    last = log.groupby("site_id")["started_on"].max()
    expected = still[still["level"] != "base"]
    held = expected["site_id"].map(last)

    assert figures["activities_held.now"].value == len(inside)
    assert figures["attendance.now"].value == inside["attendance"].sum()
    assert figures["activities_held.on_year"].value == pytest.approx(len(inside) / len(before) - 1)
    assert figures["sites.open"].value == len(still)
    assert figures["silent_sites.never"].value == held.isna().sum()
    assert figures["silent_sites.now"].value == (held < "2021-06-01").sum()


def test_tasks_stand_as_they_stood_on_the_meetings_day(half_year: tuple[Material, Paper]) -> None:
    figures = half_year[0].ledger.figures
    tasks = pd.read_csv(SAMPLE / "tasks.csv", parse_dates=["due_on", "closed_on"])
    held = pd.read_csv(SAMPLE / "meetings.csv", parse_dates=["held_on"]).set_index("meeting_id")
    tasks["held_on"] = tasks["meeting_id"].map(held["held_on"])
    day, last = pd.Timestamp("2021-07-07"), pd.Timestamp("2021-04-15")
    carried = tasks[
        (tasks["held_on"] == last) | ((tasks["held_on"] < last) & ~(tasks["closed_on"] <= last))
    ]
    unsettled = ~(carried["closed_on"] <= day) & (carried["status"] != "done")

    assert figures["tasks_carried.all"].value == len(carried)
    assert figures["tasks_carried.overdue"].value == (unsettled & (carried["due_on"] < day)).sum()
    assert figures["tasks_carried.closed"].value == (carried["closed_on"] <= day).sum()


def test_promises_are_measured_from_the_last_meeting_on(
    half_year: tuple[Material, Paper],
) -> None:
    figures = half_year[0].ledger.figures
    log = pd.read_csv(SAMPLE / "activities.csv", parse_dates=["started_on"])["started_on"]
    target = next(t for t in half_year[0].district.targets if t.year == 2021)

    assert figures["activities_held.since"].value == log.between("2021-04-16", "2021-06-30").sum()
    assert figures["activities_held.share_at_last"].value == pytest.approx(
        log.between("2021-01-01", "2021-04-15").sum() / target.value
    )
    told = texts(half_year[1])["tasks.since"]
    assert told.startswith("2021年第一季度工作推进会以来（截至2021年6月30日）开展活动425场次")


def test_the_sections_stand_in_the_order_of_such_papers(half_year: tuple[Material, Paper]) -> None:
    headings = [
        read(block.line)
        for block in half_year[1].blocks
        if isinstance(block, Heading) and block.level == 1
    ]

    assert headings == [
        "一、工作进展",
        "二、存在问题",
        "三、上次会议任务落实情况",
        "四、下一步工作",
    ]


def test_the_paper_stays_short_and_says_where_more_is_needed(
    half_year: tuple[Material, Paper],
) -> None:
    paper = half_year[1]
    issues = [text for key, text in texts(paper).items() if key.startswith("issues.")]

    assert 500 < paper.count_characters() < MOST_CHARACTERS
    assert issues and all("有待进一步" in text for text in issues)
    assert "虚假" not in "".join(map(read, paper.lines()))


def test_each_definition_has_one_footnote(half_year: tuple[Material, Paper]) -> None:
    notes = [run.note for line in half_year[1].lines() for run in line if run.note]

    assert len(notes) == len(set(notes))
    assert {"activities_held", "attendance", "silent_sites"} <= set(notes)


def test_an_empty_period_is_told_without_charts_or_changes(sample: Snapshot) -> None:
    _, paper = compose(sample, filters=EMPTY)

    assert "没有文明实践活动记录" in texts(paper)["progress.totals"]
    assert not [block for block in paper.blocks if isinstance(block, Picture)]
    assert "%" not in texts(paper)["progress.totals"]


def test_days_before_the_first_record_are_not_taken_for_days_without_activity(
    sample: Snapshot,
) -> None:
    first = Filters(date(2019, 1, 1), date(2019, 1, 31))

    told = texts(compose(sample, filters=first)[1])["progress.totals"]

    assert "场次，上年同期和上期记录不全，不作比较。" in told
    assert "为零" not in told and "同比" not in told


def test_a_street_without_activity_is_named_and_not_blamed(sample: Snapshot) -> None:
    one_day = Filters(date(2021, 6, 6), date(2021, 6, 6))

    told = texts(compose(sample, filters=one_day)[1])["issues.gaps"]

    assert "本期没有活动记录，有待进一步核实" in told


def test_english_has_no_chinese_but_what_was_written_in_it(sample: Snapshot) -> None:
    material, paper = compose(sample, meeting=MEETING, language="en")
    written = {"visits", "problems", "tasks", "tasks_carried", "tasks_next"}

    for line in paper.lines():
        for run in line:
            source = material.ledger.figures[run.bound].rows if run.bound else None
            assert source in written or not HAN.search(run.text), run


def test_a_district_without_meetings_still_has_a_paper(
    riverton_paper: tuple[Material, Paper],
) -> None:
    told = texts(riverton_paper[1])

    assert "held 25 activities" in told["progress.totals"]
    assert told["tasks.none"] == "No earlier meeting left a task to report on."
    assert [found for line in riverton_paper[1].lines() for found in find_unbound(line)] == []


def test_without_tasks_of_its_own_the_meeting_gets_proposals(sample: Snapshot) -> None:
    _, paper = compose(sample)
    (grid,) = [b for b in paper.blocks if isinstance(b, Grid) and b.key == "tasks_next"]

    assert texts(paper)["tasks.next"] == (
        "需支持清单共67个社区，依其排序建议先安排任务10项，提请会议审议。"
    )
    assert [read(cell) for cell in grid.rows[0]] == [
        "帮助光华街道西港的阵地开展首次活动（未覆盖居民5198人、开放18个月从未上报）",
        "光华街道西港社区居委会",
        "光华街道新乡社区新时代文明实践站",
        "2021.9.30",
    ]


def test_the_needs_support_list_stands_among_the_problems(
    sample: Snapshot, half_year: tuple[Material, Paper]
) -> None:
    needs = list_needs(sample, load_district(SAMPLE), HALF_YEAR)

    told = texts(half_year[1])["issues.needs"]

    assert told.startswith(
        f"需支持清单有{len(needs)}个社区，其中估算约{needs['unreached'].sum()}名居民"
    )
    reached = replace(HALF_YEAR, streets=("440511001",))  # nobody there is out of reach
    told = texts(compose(sample, filters=reached)[1])["issues.needs"]
    listed = (needs["street_id"] == "440511001").sum()
    assert told == f"需支持清单有{listed}个社区，服务力量有待进一步加强。"


def test_a_proposal_says_what_would_help(sample: Snapshot) -> None:
    """The list's four kinds of area: without a site, never heard of, silent, only far away."""
    material, _ = compose(sample)
    needs = material.ledger.rows["needs"]
    never, silent = needs.frame.iloc[0], needs.frame.iloc[4]
    rows = [never, silent, silent.copy(), silent.copy()]
    rows[2]["open_sites"], rows[3]["months_silent"] = 0, 0
    frame = pd.DataFrame(rows).assign(area_id=list("abcd"), name=list("甲乙丙丁"))
    material.ledger.rows = {
        key: kept for key, kept in material.ledger.rows.items() if key != "tasks_next"
    } | {"needs": replace(needs, frame=frame)}

    told = [read(each.measure) for each in propose_tasks(material)]

    assert told == [
        "帮助光华街道甲的阵地开展首次活动（未覆盖居民5198人、开放18个月从未上报）",
        "向月浦街道乙派送服务，帮助恢复活动（未覆盖居民4267人、静默5个月）",
        "在月浦街道丙设立或延伸阵地（未覆盖居民4267人）",
        "在月浦街道丁增设流动活动点（未覆盖居民4267人）",
    ]


def test_a_meeting_that_there_is_not_is_an_error(sample: Snapshot) -> None:
    with pytest.raises(WenmingError) as error:
        compose(sample, meeting="M-1999-01")

    assert error.value.key == "briefing.no_meeting"
