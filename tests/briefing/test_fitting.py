"""How much room a text takes."""

import pytest

from wenming.briefing.fitting import count_lines, measure, shorten


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, 1),
        ("文明实践", 4, 1),
        ("文明实践站", 4, 2),
        ("held by teams", 5, 2),  # a word that does not fit goes to the next line whole
        ("x" * 40, 10, 3),  # unless it is longer than a line
        ("长" * 41, 10, 5),
    ],
)
def test_lines_are_counted_as_words_and_signs_break(text: str, room: float, lines: int) -> None:
    assert count_lines(text, room) == lines


def test_a_text_is_cut_only_where_it_has_to_be() -> None:
    assert shorten("文明实践", 4) == "文明实践"
    assert shorten("文明实践站", 4) == "文明实…"
    assert measure(shorten("mixed 文字 " * 20, 12)) <= 12
