"""A table of the meeting as a workbook that goes out to be filled in and comes back."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import BadZipFile

import pandas as pd

from wenming.config import District
from wenming.errors import WenmingError
from wenming.exports import Column, Table, build_xlsx
from wenming.i18n import LANGUAGES, Translator
from wenming.ingest.damage import refusing_damage
from wenming.ingest.processes import Hear, Limits, run_limited
from wenming.records import Fault, Form, Row, clean_row, find_faults, name_option
from wenming.translation import build_readers

_MOST = 2000  # rows
_USUAL = tuple(map(Translator, LANGUAGES))


def build_book(form: Form, rows: pd.DataFrame, t: Translator) -> bytes:
    """The rows under headings in the reader's language; the first column is the row's id."""
    named = {
        field.name: {option: name_option(form, field.name, option, t) for option in field.options}
        for field in form.fields
    }
    columns = tuple(Column(name, _heading(form, name, t)) for name in form.columns)
    text = rows[form.columns].copy()
    for column in text.columns:
        if pd.api.types.is_datetime64_any_dtype(text[column]):
            text[column] = text[column].dt.strftime("%Y-%m-%d")
        if named.get(column):
            text[column] = text[column].replace(named[column])
    notes = ((t("downloads.title"), t(f"meeting.edit_{form.table}")),
             (t("downloads.reading"), t("meeting.book_how")))  # fmt: skip
    table = Table(notes, columns, text.astype("string"))
    return build_xlsx(
        table, notes_sheet=t("downloads.notes_sheet"), data_sheet=t("downloads.data_sheet")
    )


def read_book(
    form: Form, content: bytes, spoken: Sequence[Translator] = _USUAL
) -> list[tuple[str | None, Row]]:
    """Each row's id (None for a new one) and its cells, of the sheet that has the headings.

    `spoken` are the translators that may have written its headings and choices.
    Raises WenmingError when it is no workbook, none of its sheets has the headings, or it has
    more rows than a meeting has tasks.
    """
    try:
        sheets = pd.read_excel(BytesIO(content), sheet_name=None, dtype="string")
    except (ValueError, BadZipFile, KeyError, OSError):
        raise WenmingError("meeting.book_unreadable") from None
    headings = _list_headings(form, spoken)
    for sheet in sheets.values():
        named = sheet.rename(columns=lambda name: headings.get(str(name).strip(), str(name)))
        required = {field.name for field in form.fields if field.required}
        if not required <= set(named.columns):
            continue
        filled = named.dropna(how="all")
        if len(filled) > _MOST:
            raise WenmingError("meeting.book_long", most=_MOST)
        rows = filled.to_dict("records")
        return [
            _read_row(form, {str(name): cell for name, cell in row.items()}, spoken) for row in rows
        ]
    raise WenmingError("meeting.book_headings")


def read_book_apart(
    form: Form, content: bytes, district: District, *, name: str
) -> list[tuple[str | None, Row]]:
    """`read_book` of a workbook from outside, in a process of its own.

    Raises WenmingError as it does, and where the workbook is damaged, or takes too long to read.
    """
    return run_limited(
        _read_damaged, form, content, district, name, file_name=name, limits=Limits()
    )


def _read_damaged(
    form: Form, content: bytes, district: District, name: str, *, tell: Hear
) -> list[tuple[str | None, Row]]:
    with refusing_damage(name):
        return read_book(form, content, build_readers(district))


def check_book(
    form: Form,
    rows: list[tuple[str | None, Row]],
    known: dict[str, list[str]],
    t: Translator,
    visited: Mapping[str, str] | None = None,
) -> list[Fault]:
    """What is wrong with the rows, each with its row in the sheet; the others as `find_faults`."""
    faults = []
    seen: set[str] = set()
    for number, (key, row) in enumerate(rows, start=2):
        found = find_faults(form, row, known, t, visited)
        if key is not None and key in seen:
            found.append(Fault(form.key, t("meeting.fault_twice", value=key)))
        seen.add(key or "")
        faults += [Fault(fault.field, fault.message, number) for fault in found]
    return faults


def _read_row(
    form: Form, row: dict[str, object], spoken: Sequence[Translator]
) -> tuple[str | None, Row]:
    # The apostrophe that kept a text from being taken for a formula has done its work.
    plain = {
        key: value.removeprefix("'") if isinstance(value, str) else value
        for key, value in row.items()
    }
    for field in form.fields:
        known = {
            name_option(form, field.name, option, t): option
            for t in spoken
            for option in field.options
        }
        value = plain.get(field.name)
        plain[field.name] = known.get(value.strip(), value) if isinstance(value, str) else value
    key = plain.get(form.key)
    return (str(key).strip() if isinstance(key, str) and key.strip() else None), clean_row(
        form, plain
    )


def _heading(form: Form, name: str, t: Translator) -> str:
    return t("meeting.id") if name == form.key else t(f"meeting.{name}")


def _list_headings(form: Form, spoken: Sequence[Translator]) -> dict[str, str]:
    """Columns by every heading they go by: in each language, and the column's own name."""
    headings = {name: name for name in form.columns}
    for t in spoken:
        headings |= {_heading(form, name, t): name for name in form.columns}
    return headings
