"""Masking takes time in proportion to a text's length, whatever stands in it."""

import time

import pytest

from wenming.privacy import Masker

UNITS = [
    "1 ", "1", "1.", "9-", "0", "13800138000 ", "6222 ", "2021.6.1-", "E1234567", "一", "张",
    "张三、", "联系人", "联系人：", "联系人：张三、", "志愿者", "贴·", "由王", "王 ", "：", "(",
    "*", "。\u200b", "微信a", "住址：", "a", "a@", "Aa ", "A b ", "Contact: Aa ", "led by Aa ",
]  # fmt: skip


def measure(text: str) -> float:
    mask = Masker().mask
    start = time.process_time()
    mask(text)
    return time.process_time() - start


@pytest.mark.parametrize("unit", UNITS)
def test_a_cell_of_the_longest_takes_no_long(unit: str) -> None:
    """32,767 signs, the most that Excel puts into a cell."""
    assert measure((unit * 32_767)[:32_767]) < 2


@pytest.mark.parametrize("unit", UNITS)
def test_eight_times_the_text_takes_about_eight_times_as_long(unit: str) -> None:
    """As the square of its length it would take 64 times."""
    once, eight = (
        min(measure((unit * length)[:length]) for _ in range(3)) for length in (2000, 16_000)
    )
    assert eight < 24 * once + 0.05
