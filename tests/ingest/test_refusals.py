"""Files that cannot be taken: one sentence, quickly, and nothing held."""

import io
import os
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from wenming.config.ledger import LedgerSettings
from wenming.i18n import Translator
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.registry import Registry
from wenming.ingest.report import tell
from wenming.ingest.results import LedgerReport, SkipKind

from .conftest import AS_OF

Write = Callable[..., Path]
HEADING = ["活动名称", "活动时间", "所属实践站", "参与人数"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def write_bytes(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEADING)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def refusal(report: LedgerReport) -> str | None:
    assert report.rows == []
    return report.refused.key.removeprefix("ledger.refused.") if report.refused else None


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.csv", b"\n,,\n\n", "empty"),
        ("a.xlsx", "活动名称,时间\n".encode(), "not_a_workbook"),
        ("a.xls", b"<html><table></table></html>", "empty"),
        ("a.xlsx", workbook()[:3000], "damaged"),
        ("a.xlsx", OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.xls", OLE + bytes(3000), "damaged"),
        ("a.csv", bytes(range(256)), "not_text"),
        ("a.csv", workbook(), "not_text"),
        ("a.docx", b"PK", "unknown_type"),
        ("a.csv", "只是,几个字\n没有,表头\n".encode(), "no_heading"),
    ],
)
def test_files_that_cannot_be_read(
    reader: LedgerReader, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    report = reader.read(write_bytes(tmp_path, name, content))
    assert refusal(report) == reason
    assert report.refused is not None
    for language in ("zh", "en"):
        assert name in tell(report.refused, Translator(language))


def test_a_workbook_without_cells(reader: LedgerReader, write: Write) -> None:
    assert refusal(reader.read(write({"台账": []}))) == "empty"


def test_a_missing_file(reader: LedgerReader, tmp_path: Path) -> None:
    assert refusal(reader.read(tmp_path / "gone.xlsx")) == "missing"


def test_a_workbook_of_the_wrong_suffix_is_read_by_its_content(
    reader: LedgerReader, tmp_path: Path
) -> None:
    report = reader.read(write_bytes(tmp_path, "a.xls", workbook()))
    assert [row.skip_kind for row in report.rows] == [SkipKind.HEADING]


def test_a_file_over_the_limit(
    registry: Registry, settings: LedgerSettings, tmp_path: Path
) -> None:
    small = settings.model_copy(update={"max_workbook_bytes": 1000})
    reader = LedgerReader(registry=registry, settings=small, as_of=AS_OF)
    assert refusal(reader.read(write_bytes(tmp_path, "a.xlsx", workbook()))) == "too_large"


def test_a_workbook_that_unpacks_enormously(reader: LedgerReader, tmp_path: Path) -> None:
    path = write_bytes(tmp_path, "a.xlsx", workbook())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet2.xml", bytes(100 * 1024**2))
    assert path.stat().st_size < 1024**2
    assert refusal(reader.read(path)) == "unpacks_too_large"


def test_a_part_that_swells_is_not_hidden_by_what_does_not(
    reader: LedgerReader, tmp_path: Path
) -> None:
    path = write_bytes(tmp_path, "a.xlsx", workbook())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/photo.jpg", os.urandom(2 * 1024**2))
        package.writestr("xl/sharedStrings.xml", b"<si><t>a</t></si>" * 1024**2)
    assert refusal(reader.read(path)) == "unpacks_too_large"


def test_text_without_line_breaks_is_given_up_early(reader: LedgerReader, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("字".encode() * (10 << 20))
    assert refusal(reader.read(path)) == "broken_record"


def test_text_that_goes_on_without_any_heading_is_given_up_early(
    reader: LedgerReader, write_text: Write
) -> None:
    assert refusal(reader.read(write_text("甲,乙\n" * 100_000))) == "no_heading"


def test_an_unpaired_quote_is_told_with_its_record(reader: LedgerReader, write_text: Write) -> None:
    text = ",".join(HEADING) + '\n读书会,2021-06-01,东塘站,3\n"' + "字" * 2_000_000
    report = reader.read(write_text(text))
    assert refusal(report) == "broken_record"
    assert report.refused is not None
    assert report.refused.params["row"] == 3


def test_macros_and_links_are_named_and_left_alone(reader: LedgerReader, write: Write) -> None:
    path = write({"台账": [HEADING, ["读书会", datetime(2021, 6, 1), "东塘站", 3]]})
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
        package.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
        package.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            b'<Relationships><Relationship Id="r1" Target="file:///D:/other.xlsx"/></Relationships>',
        )
    report = reader.read(path)
    notes = {note.key: note.params for note in report.notes}
    assert "ledger.note.macros" in notes
    assert notes["ledger.note.external_links"] == {"links": ["other.xlsx"]}
    assert report.rows[1].values["attendance"] == 3
