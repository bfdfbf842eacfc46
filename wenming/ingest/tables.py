"""The tables of a sheet: each row told apart as heading, title line, note, subtotal or activity."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from wenming.ingest.columns import Columns, Mask, cut_wide
from wenming.ingest.dates import Around
from wenming.ingest.days import choose_order, tell_orders
from wenming.ingest.guesses import complete_heading, is_day, is_filled, lists_persons
from wenming.ingest.headings import Heading, HeadingFinder
from wenming.ingest.lengths import LONGEST, remember_short
from wenming.ingest.phrases import COUNTED, MOMENTS
from wenming.ingest.results import Message, SkipKind
from wenming.ingest.rows import RowReader
from wenming.ingest.sheets import Row, Sheet, is_blank
from wenming.ingest.view import Readers, Setting, show

_AHEAD = 400  # rows looked through for a heading, and to see whether a column is ever filled
_SAMPLE = 40  # rows looked through to tell a column by what stands in it
_ASKED = 262_144  # ways of writing a cell that are kept from one block to the next
_ORDERED = 20_000  # rows looked through for a day that proves the order of day and month
_NEIGHBOURS = 3
_TITLE_ROWS = 3  # title lines that may stand between two tables


@dataclass(frozen=True, slots=True)
class Line:
    """A row told apart: skipped for a reason, or an activity with the reader of its table."""

    row: Row
    reader: RowReader | None = None
    heading: Heading | None = None
    skip: SkipKind | None = None
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """So many rows of one table in their order, and the lines of those that are no activity, by
    place.

    `columns` are of these rows, and maybe of some after them.
    """

    count: int
    columns: Columns
    reader: RowReader
    skipped: dict[int, Line]


class SheetReader:
    """Walks down one sheet.

    `inherited` is the heading of the sheet before, for a sheet that goes on without one.
    `headings` collects the headings found, `hidden_rows` the numbers of rows under them that the
    sheet does not show; `has_inherited` says that the inherited one was used,
    `has_plan` and `has_persons` that a table is of what is to come, or has a row for each person,
    `has_open_order` that no day proves the order of day and month.
    """

    def __init__(
        self,
        sheet: Sheet,
        readers: Readers,
        finder: HeadingFinder,
        file: str,
        inherited: Heading | None = None,
    ) -> None:
        self._sheet = sheet
        self._readers = readers
        self._finder = finder
        self._file = file
        self._inherited = inherited
        self._rows = (row for row in sheet.rows if not row.is_empty())
        self._ahead: deque[Row] = deque()
        self._titles: list[str] = []  # lines since the last row of a table
        self._above: list[str] = []  # title lines that hold for the table under way
        self._sections: list[str] = []  # lines across the table; each holds until the next
        self._heading: Heading | None = None
        self._reader: RowReader | None = None
        self._is_figure = remember_short(finder.is_figure, _ASKED)
        self._is_day = remember_short(lambda text: is_day(text, readers), _ASKED)
        self._is_title = remember_short(
            lambda text: not is_blank(text) and not readers.lines.is_subtotal(text), _ASKED
        )
        self.headings: list[Heading] = []
        self.hidden_rows: list[int] = []
        self._order: str | None = None
        self._last: dict[int, float] = {}  # of each column of days, the number in it before
        self.has_inherited = self.has_plan = self.has_persons = self.has_open_order = False

    def lines(self) -> Iterator[Line]:
        """Every row with something in it, once and in order."""
        yield from self._start_without_heading()
        while (row := self._take()) is not None:
            yield from self._tell(row)

    def blocks(self, size: int) -> Iterator[Line | Block]:
        """The same, with up to `size` rows of a table together once its heading was found.

        For files without types and merged ranges.
        """
        yield from self._start_without_heading()
        while self._peek() is not None:
            if self._heading is not None and self._reader is not None:
                yield from self._block(self._heading, self._reader, size)
            elif (row := self._take()) is not None:
                yield from self._tell(row)

    def _tell(self, row: Row) -> Iterator[Line]:
        heading = self._find_heading(row, self._look_ahead(2))
        if heading is not None:
            yield from self._begin(row, heading)
        elif self._heading is None:
            self._titles += _texts(row)
            yield Line(row, skip=SkipKind.TITLE_LINE)
        else:
            yield self._in_table(row, self._heading)

    def _block(self, heading: Heading, reader: RowReader, size: int) -> Iterator[Line | Block]:
        """The rows to come, as far as what is known of their table holds. Rows that are plainly
        an activity need no look at their neighbours."""
        rows = cut_wide(self._look_ahead(size))
        columns = Columns(rows)
        skipped: dict[int, Line] = {}
        done = 0
        for place in np.flatnonzero(~self._are_activities(columns, heading)).tolist():
            self._pass(place - done)
            row = self._take()
            if row is None:
                return
            lines, done = list(self._tell(row)), place + 1
            if self._reader is not reader:
                yield Block(place, columns, reader, skipped)
                yield from lines
                return
            (line,) = lines
            if line.reader is None:
                skipped[place] = line
        self._pass(len(rows) - done)
        yield Block(len(rows), columns, reader, skipped)

    def _are_activities(self, columns: Columns, heading: Heading) -> Mask:
        """The rows that `_tell` is sure to find an activity in: figures, so no heading; a title
        and a day."""
        at, lines = heading.columns, self._readers.lines
        counted = [
            i for name in ("start", "day", "attendance", "volunteers") for i in at.get(name, ())
        ]
        dated = [i for name in ("start", "day") for i in at.get(name, ())]
        sure = np.zeros(columns.count, bool)
        if not at.get("title"):
            return sure
        for index in counted:
            sure |= columns[index].where(self._is_figure)
        days = np.zeros(columns.count, bool)
        for index in dated:
            days |= columns[index].where(self._is_day)
        sure &= days & columns[at["title"][0]].where(self._is_title)
        for index in at.get("serial", ()):
            sure &= ~columns[index].where(lines.is_example)
        return sure

    def _start_without_heading(self) -> Iterator[Line]:
        """A sheet without any heading goes on with the table before, or is no table at all."""
        rows = self._look_ahead(_AHEAD)
        inherited = self._inherited
        goes_on = inherited is not None
        if not rows or any(
            self._finder.find(row, rows[place + 1 : place + 3], in_table=goes_on)
            for place, row in enumerate(rows)
        ):
            return
        if inherited is None:
            return
        fitting = sum(self._has_activity(row, inherited) for row in rows)
        if fitting * 2 >= len(rows):
            self.has_inherited = True
            self._heading = inherited
            self._renew_reader()
            return
        while (row := self._take()) is not None:
            yield Line(row, skip=SkipKind.NOTE, reason=Message("ledger.skip.no_table"))

    def _pass(self, count: int) -> None:
        for _ in range(count):
            self._ahead.popleft()

    def _take(self) -> Row | None:
        return self._ahead.popleft() if self._ahead else next(self._rows, None)

    def _peek(self) -> Row | None:
        following = self._look_ahead(1)
        return following[0] if following else None

    def _look_ahead(self, count: int) -> list[Row]:
        while len(self._ahead) < count and (row := next(self._rows, None)) is not None:
            self._ahead.append(row)
        return list(islice(self._ahead, count))

    def _find_heading(self, row: Row, following: Sequence[Row]) -> Heading | None:
        """The heading that begins in a row; none where the table under way has an activity."""
        if self._heading is not None and self._has_activity(row, self._heading):
            return None
        return self._finder.find(row, following, in_table=self._heading is not None)

    def _begin(self, row: Row, heading: Heading) -> Iterator[Line]:
        rows = [row]
        rows += filter(None, (self._take() for _ in heading.rows[1:]))
        heading = replace(heading, hidden=frozenset(self._sheet.hidden_columns))
        heading = complete_heading(heading, self._look_ahead(_SAMPLE), self._readers)
        is_new = self._heading is None or self._heading.columns != heading.columns
        if is_new:
            self.headings.append(heading)
        if is_new or self._titles:
            self._above = self._titles or self._above
            self._sections = []
        self._heading, self._titles = heading, []
        self._order, self._last = self._find_order(heading), {}
        self._renew_reader()
        for each in rows:
            yield Line(each, heading=heading, skip=SkipKind.HEADING)

    def _in_table(self, row: Row, heading: Heading) -> Line:
        kind = self._kind_of(row, heading)
        self._mark_lost_zeros(row, heading)
        if row.is_hidden:
            self.hidden_rows.append(row.number)
        if kind is None:
            return Line(row, reader=self._reader, heading=heading)
        if kind is SkipKind.TITLE_LINE:
            if self._heads_a_table():
                self._titles += _texts(row)
            else:
                self._sections.append(" ".join(_texts(row)))
                self._renew_reader()
        return Line(row, heading=heading, skip=kind)

    def _kind_of(self, row: Row, heading: Heading) -> SkipKind | None:
        """Why a row under a heading is no activity; None if it is one."""
        lines, own = self._readers.lines, row.own()
        serials = (row.value(i) for i in heading.columns.get("serial", ()))
        if any(isinstance(value, str) and lines.is_example(value) for value in serials):
            return SkipKind.NOTE
        if self._has_activity(row, heading):
            return None
        texts = [row.values[i] for i in own if isinstance(row.values[i], str)]
        if any(map(lines.is_subtotal, texts)):
            return SkipKind.SUBTOTAL
        first = texts[0] if texts else ""
        is_note = lines.is_note(first) or (len(own) == 1 and lines.is_page(first))
        if is_note or lines.is_signature(first):
            return SkipKind.TITLE_LINE if self._heads_a_table() else SkipKind.NOTE
        if len(own) == 1 and texts and is_day(first, self._readers):
            return SkipKind.NOTE  # under a signature
        if len(own) == 1 and texts and self._heads_a_table():
            return SkipKind.TITLE_LINE
        if self._stands_across(row, own, heading):
            return SkipKind.TITLE_LINE if self._says_something(first) else SkipKind.NOTE
        if all(heading.field_of(i) in (None, "serial") for i in own):
            return SkipKind.NOTE
        return None

    def _has_activity(self, row: Row, heading: Heading) -> bool:
        """Whether the row has both a title and a day; one that is called a sum has to be filled."""
        titles = (row.value(i) for i in heading.columns.get("title", ()))
        title = next((value for value in titles if not is_blank(value)), None)
        if not isinstance(title, str):
            return False
        if self._readers.lines.is_subtotal(title) and not is_filled(row, heading, self._readers):
            return False
        dated = (row.value(i) for name in ("start", "day") for i in heading.columns.get(name, ()))
        for value in dated:
            if is_blank(value):
                continue
            if not isinstance(value, str) or is_day(value, self._readers):
                return True
        return False

    def _stands_across(self, row: Row, own: list[int], heading: Heading) -> bool:
        """A line of one text that stands across the table, or where no title would."""
        if len(own) != 1 or not isinstance(row.values[own[0]], str):
            return False
        wide = row.spans.get(own[0], (1, 1))[1] > 2
        return wide or heading.field_of(own[0]) in (None, "serial")

    def _heads_a_table(self) -> bool:
        """Whether a heading follows within the next few lines."""
        rows = self._look_ahead(_TITLE_ROWS + 2)
        for place, row in enumerate(rows[:_TITLE_ROWS]):
            if self._find_heading(row, rows[place + 1 : place + 3]) is not None:
                return True
            if len(row.own()) > 2:
                return False
        return False

    def _says_something(self, text: str) -> bool:
        """Whether a line across the table gives a year, a month or a site for the rows under it."""
        lines = self._readers.lines
        return bool(lines.years_in(text) or lines.month_in(text) or self._site_of(text))

    def _renew_reader(self) -> None:
        if self._heading is not None:
            self._reader = RowReader(self._readers, self._heading, self._setting(self._heading))

    def _setting(self, heading: Heading) -> Setting:
        """What the lines above, the sheet's name and the file's name say for the table."""
        places = [*reversed(self._sections), *reversed(self._above), self._sheet.name]
        around = replace(self._around(places, self._file), order=self._order)
        said = self._around(places)
        street_id = next(filter(None, map(self._street_of, places)), None)
        site_id = None
        if not self._names_sites(heading):
            site_id = next(filter(None, map(self._site_of, places)), None)
        is_plan = any(map(self._readers.lines.is_plan, places)) or _is_of_plans(heading)
        self.has_plan |= is_plan
        is_of_persons = lists_persons(heading, self._look_ahead(_SAMPLE))
        self.has_persons |= is_of_persons
        return Setting(around, site_id, street_id, said, is_plan, is_of_persons)

    def _find_order(self, heading: Heading) -> str | None:
        """How the columns of days write day and month, where days in them prove it."""
        columns = [i for name in ("start", "end") for i in heading.columns.get(name, ())]
        told: Counter[str] = Counter()
        for count in (_SAMPLE, _ORDERED):
            told.clear()
            for row in self._look_ahead(count):
                for cell in (row.value(index) for index in columns):
                    if isinstance(cell, str):
                        told += tell_orders(cell[:LONGEST])
            if not told:
                return None
        order = choose_order(told, self._readers.settings.date_order)
        self.has_open_order |= order is None
        return order

    def _mark_lost_zeros(self, row: Row, heading: Heading) -> None:
        """A number such as 6.1 that, between its neighbours, is likelier the tenth than the
        first."""
        for index in heading.columns.get("start", ()):
            value = row.value(index)
            if not isinstance(value, float) or not _is_month_day(value):
                continue
            after = (each.value(index) for each in self._look_ahead(_NEIGHBOURS))
            following = next((v for v in after if isinstance(v, float) and _is_month_day(v)), None)
            before, self._last[index] = self._last.get(index), value
            if index not in row.formats and _is_rather_a_ten(value, before, following):
                row.unsure = (*row.unsure, index)

    def _around(self, places: list[str], *more: str) -> Around:
        lines = self._readers.lines
        month = next(filter(None, map(lines.month_in, places)), None)
        for text in (*places, *more):
            period = lines.period_in(text)
            if period is not None:
                return Around(None, month, period)
            years = lines.years_in(text)
            if len(years) == 1:
                return Around(years[0], month)
        return Around(None, month)

    def _street_of(self, text: str) -> str | None:
        registry = self._readers.registry
        streets = registry.streets_in(text)
        if not streets:
            return registry.match_street(_said(text)).id
        return next(iter(streets)) if len(streets) == 1 else None

    def _site_of(self, text: str) -> str | None:
        """The site that a line names: anywhere in it in full, or all of what it says."""
        registry = self._readers.registry
        return registry.find_site_in(text) or registry.match_site(_said(text)).id

    def _names_sites(self, heading: Heading) -> bool:
        """Whether the table has a column of sites with anything in it."""
        columns = heading.columns.get("site", ())
        return bool(columns) and any(
            not is_blank(row.value(i)) for row in self._look_ahead(_AHEAD) for i in columns
        )


def _is_month_day(value: float) -> bool:
    return 1 <= value < 13 and abs(value * 100 - round(value * 100)) < 1e-6


def _is_rather_a_ten(value: float, before: float | None, after: float | None) -> bool:
    """Whether 6.1 fits between its neighbours as the tenth, and not as the first."""
    month, tenths = divmod(round(value * 100), 100)
    if tenths not in (10, 20, 30):
        return False
    first, ten = (month, tenths // 10), (month, tenths)

    def fits(day: tuple[int, int]) -> bool:
        return (before is None or _month_day(before) <= day) and (
            after is None or day <= _month_day(after)
        )

    return fits(ten) and not fits(first)


def _month_day(value: float) -> tuple[int, int]:
    month, day = divmod(round(value * 100), 100)
    return month, day if day % 10 else day // 10


def _is_of_plans(heading: Heading) -> bool:
    """Whether a table has only a day that is planned, and nothing that was counted."""
    planned = any(
        each.why == "planned" and each.phrase.field in MOMENTS for each in heading.meanings.values()
    )
    return planned and not ({"start", "day"} | COUNTED) & set(heading.columns)


def _said(text: str) -> str:
    """What a line such as 单位:蓬洲东站 says after its label."""
    return text.replace("：", ":").rpartition(":")[2].strip()


def _texts(row: Row) -> list[str]:
    return [show(row.values[i]) for i in row.own()]
