"""What a paper in English does otherwise than one in Chinese."""

import pytest

from wenming.briefing.bound import Ledger
from wenming.briefing.paper import Grid, Paper
from wenming.briefing.pictures import _shorten, _wrap
from wenming.briefing.sources import Material
from wenming.briefing.text import read, say
from wenming.i18n import Translator


def test_a_task_is_due_on_a_day_as_english_has_it(riverton_paper: tuple[Material, Paper]) -> None:
    grids = [block for block in riverton_paper[1].blocks if isinstance(block, Grid)]
    tasks = next(grid for grid in grids if grid.columns[-1].heading == "Due")

    assert {read(row[-1]) for row in tasks.rows} == {"30 Sept 2021"}


def test_one_is_told_as_one() -> None:
    t = Translator("en")
    ledger = Ledger(t)
    one, two = (ledger.bind_given(number, number, "filter") for number in "12")

    listed = say(t, "briefing.needs_communities", total=one)
    assert read(say(t, "briefing.needs", total=listed, of=one)) == "1 community needs support."
    late = say(t, "briefing.overdue", as_of="On that day", overdue=two, longest=one)
    assert read(late) == "On that day, 2 tasks are overdue, the longest by 1 day."


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("丰富活跃文化生活", "丰富活跃\n文化生活"),
        ("Living well", "Living\nwell"),
        ("Learning", "Learning"),
    ],
)
def test_a_tasks_name_is_parted_where_its_language_allows(name: str, lines: str) -> None:
    assert _wrap(name) == lines


def test_streets_lose_the_words_they_share_and_no_part_of_one() -> None:
    harbour = {"n": "North Harbour", "s": "South Harbour"}

    assert _shorten(harbour) == {"n": "North", "s": "South"}
    assert _shorten({"a": "东方街道", "b": "大华街道"}) == {"a": "东方", "b": "大华"}
