"""Putting a paper together: its head, sections in order, footnotes once each, and its end."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from wenming.briefing.bound import Bound
from wenming.briefing.issues import tell_issues
from wenming.briefing.measures import bind_total, name_area, name_period
from wenming.briefing.paper import Block, Head, Heading, Paper, Paragraph, Picture
from wenming.briefing.progress import (
    build_pictures,
    tell_balance,
    tell_highlights,
    tell_sites,
    tell_totals,
)
from wenming.briefing.sources import Material
from wenming.briefing.targets import build_targets_grid
from wenming.briefing.tasks import tell_last_tasks, tell_next_tasks
from wenming.briefing.text import Line, join, read, say
from wenming.briefing.wording import read_words
from wenming.figures import load_figures

_TITLE_WIDTH = 20  # characters of 22 pt that a line of 156 mm holds
MOST_CHARACTERS = 4000
"""A paper of this kind stays under so many characters of body text."""


class _Strip(Protocol):
    def __call__(self, line: Line, *, is_body: bool) -> Line: ...


_PARTS = ("progress", "issues", "last", "next")


def compose_paper(material: Material) -> Paper:
    """The whole paper of a district, or the short sheet of one street."""
    blocks = _compose_sheet(material) if material.request.street_id else _compose_full(material)
    blocks = _reword(material, blocks)
    is_sheet, is_latin = material.request.street_id is not None, material.t.language != "zh"
    return Paper(
        head=_compose_head(material),
        blocks=tuple(_note_once(blocks, keep=not is_sheet)),
        distribution=() if is_sheet else _compose_distribution(material),
        attachments=() if is_sheet else (say(material.t, "briefing.attachment"),),
        is_compact=is_sheet or is_latin,
        is_latin=is_latin,
    )


def _reword(material: Material, blocks: list[Block]) -> list[Block]:
    """Put the words of staff in the place of those written by rule, or leave paragraphs out."""
    wording = dict(material.request.wording)
    told: list[Block] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or block.key not in wording:
            told.append(block)
        elif (stored := wording[block.key]) is not None:
            line = read_words(stored, block.key, material.ledger)
            told.append(Paragraph(block.key, line))
    return told


def _compose_full(material: Material) -> list[Block]:
    pictures = build_pictures(material)
    held = bool(bind_total(material, "activities_held").value)
    blocks: list[Block] = _compose_agenda(material)
    blocks.append(_head_part(material, "progress"))
    blocks += [_head_section(material, 0, "totals"), *tell_totals(material)]
    blocks += _pick(pictures, "trend")
    blocks += [grid] if (grid := build_targets_grid(material)) else []
    blocks += [_head_section(material, 1, "sites"), *tell_sites(material), *_pick(pictures, "map")]
    if held:
        blocks += [_head_section(material, 2, "balance"), *tell_balance(material)]
        blocks += _pick(pictures, "matrix")
    number = 3 if held else 2
    blocks += [_head_section(material, number, "highlights"), *tell_highlights(material)]
    blocks += [_head_part(material, "issues"), *tell_issues(material)]
    blocks += [_head_part(material, "last"), *tell_last_tasks(material)]
    return [*blocks, _head_part(material, "next"), *tell_next_tasks(material)]


def _compose_sheet(material: Material) -> list[Block]:
    """Two pages for one street or institute: no agenda, no pictures but the trend."""
    return [
        _head_part(material, "progress"),
        *tell_totals(material),
        *tell_sites(material),
        *tell_balance(material),
        *_pick(build_pictures(material), "trend"),
        _head_part(material, "issues"),
        *tell_issues(material),
        _head_part(material, "last"),
        *tell_last_tasks(material),
        _head_part(material, "next"),
        *tell_next_tasks(material),
    ]


def _compose_head(material: Material) -> Head:
    t, ledger, district = material.t, material.ledger, material.district
    settings = district.briefing
    street = material.request.street_id
    kind = "sheet" if street else "paper"
    return Head(
        name=_line(ledger.name(t.of(settings.name) or t("briefing.name"), "district.toml")),
        issue=_tell_issue(material),
        issuer=_line(
            ledger.name(t.of(settings.issuer) or t.of(district.name), "district.toml")
        ),
        day=_tell_day(material),
        title=_break_title(material, kind),
        mark=say(t, "briefing.sample_head") if district.is_sample else (),
    )  # fmt: skip


def _break_title(material: Material, kind: str) -> tuple[Line, ...]:
    """The title in lines by sense: where it is long, the place stands on a line of its own."""
    t = material.t
    whole = say(t, f"briefing.title_{kind}", area=name_area(material))
    period = say(t, "briefing.title_period", period=name_period(material))
    if len(read(whole)) <= _TITLE_WIDTH:
        return whole, period
    alone = say(t, f"briefing.title_{kind}_alone")
    return join([name_area(material)], ""), alone, period


def _tell_issue(material: Material) -> Line:
    """The number that staff gave, else the meeting's among its year's; nothing without either."""
    number, source = material.request.letter.issue, "request"
    if number is None:
        number, source = _count_meeting(material), "meetings"
    if number is None:
        return ()
    bound = material.ledger.bind_given("issue", str(number), source, number)
    return say(material.t, "briefing.issue", number=bound)


def _count_meeting(material: Material) -> int | None:
    meetings = material.frame("meetings")
    this = meetings[meetings["meeting_id"] == material.request.meeting_id]
    if this.empty:
        return None
    same_year = meetings["held_on"].dt.year == this["held_on"].dt.year.iloc[0]
    order = meetings.loc[same_year].sort_values(["held_on", "meeting_id"])["meeting_id"].tolist()
    return int(order.index(material.request.meeting_id)) + 1


def _tell_day(material: Material) -> Line:
    """The day that staff gave, else the meeting's; nothing without either."""
    day, source = material.request.letter.day, "request"
    if day is None and material.request.meeting_id is not None:
        day, source = material.as_of, "meeting"
    if day is None:
        return ()
    return _line(material.ledger.bind_given("day.paper", material.t.day(day), source, f"{day}"))


def _compose_agenda(material: Material) -> list[Block]:
    t = material.t
    lines: list[Block] = [Heading("part.agenda", 0, say(t, "briefing.agenda"))]
    for number, part in enumerate(_PARTS):
        line = say(t, "briefing.agenda_item", number=_number(material, 2, number),
                   text=t(f"briefing.agenda_{part}"))  # fmt: skip
        lines.append(Paragraph(f"agenda.{part}", line))
    return lines


def _head_part(material: Material, part: str) -> Heading:
    number = _number(material, 1, _PARTS.index(part))
    text = material.t(f"briefing.part_{part}")
    return Heading(f"part.{part}", 1, say(material.t, "briefing.heading", number=number, text=text))


def _head_section(material: Material, number: int, section: str) -> Heading:
    text = material.t(f"briefing.section_{section}")
    numbered = _number(material, 2, number)
    return Heading(
        f"section.{section}", 2, say(material.t, "briefing.heading", number=numbered, text=text)
    )


def _number(material: Material, level: int, index: int) -> str:
    """The number of a heading in words: 一、 and （一）; A. and (a) where words have no numbers."""
    signs = material.t("briefing.numerals").split(" ")
    return material.t(f"briefing.number_{level}", sign=signs[index])


def _compose_distribution(material: Material) -> tuple[Line, ...]:
    t, settings, letter = material.t, material.district.briefing, material.request.letter
    lines = []
    for key in ("report_to", "copy_to"):
        if text := getattr(letter, key) or t.of(getattr(settings, key)):
            name = material.ledger.name(text, "district.toml")
            lines.append(say(t, f"briefing.{key}", names=name))
    if settings.copies:
        copies = material.ledger.bind_given(
            "copies", str(settings.copies), "district.toml", settings.copies
        )
        lines.append(say(t, "briefing.copies", copies=copies))
    return tuple(lines)


def tell_definition(material: Material, figure: str) -> Bound:
    """The footnote of a catalogue figure: its definition, and what was counted up to when."""
    t = material.t
    entry = load_figures()[figure]
    text = t(
        "briefing.definition",
        name=t.of(entry.name),
        definition=entry.tell("definition", t, material.district),
        version=material.version,
        cutoff=t.day(material.cutoff),
    )
    return material.ledger.bind_given(f"definition.{figure}", text, "figures.toml", figure)


def _note_once(blocks: Iterable[Block], *, keep: bool) -> list[Block]:
    """Keep each definition's footnote at its first mention in a paragraph only, or none at all.

    A sheet of two pages has no room for them: its definitions stand in the annex.
    """
    seen: set[str] = set()

    def strip(line: Line, *, is_body: bool) -> Line:
        runs = []
        for run in line:
            if run.note is None:
                runs.append(run)
            elif keep and is_body and run.note not in seen:
                seen.add(run.note)
                runs.append(run)
        return tuple(runs)

    return [_map_lines(block, strip) for block in blocks]


def _map_lines(block: Block, strip: _Strip) -> Block:
    if isinstance(block, Heading | Paragraph):
        return replace(block, line=strip(block.line, is_body=isinstance(block, Paragraph)))
    if isinstance(block, Picture):
        return replace(block, caption=strip(block.caption, is_body=False))
    rows = tuple(tuple(strip(cell, is_body=False) for cell in row) for row in block.rows)
    return replace(block, caption=strip(block.caption, is_body=False), rows=rows)


def _pick(pictures: dict[str, Picture], key: str) -> list[Picture]:
    return [pictures[key]] if key in pictures else []


def _line(piece: Bound | str) -> Line:
    return join([piece], "")
