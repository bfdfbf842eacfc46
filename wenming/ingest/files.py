"""Which kind of file was handed in, told by its content, and whether it can be read at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from wenming.config.ledger import LedgerSettings
from wenming.errors import WenmingError
from wenming.i18n import LANGUAGES, Translator
from wenming.ingest.delimited import open_delimited
from wenming.ingest.markup import is_markup, is_open_document, open_markup, open_open_document
from wenming.ingest.sheets import Book
from wenming.ingest.xls import open_xls
from wenming.ingest.xlsx import open_xlsx
from wenming.privacy import Mask, mask_typed_title

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods", ".xml", ".html", ".htm"}
TEXTS = {".csv", ".tsv"}
_OWN_SHEETS = frozenset(
    Translator(language)(f"tables.sheet.{sheet}")
    for language in LANGUAGES
    for sheet in ("about", "lists")
)
_OF_WPS = {".et", ".ett"}
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_book(path: Path, settings: LedgerSettings, mask: Mask = mask_typed_title) -> Book:
    """Open a file for reading. What a template says of itself on sheets of its own is left out;
    names of sheets and of other files are told as `mask` leaves them.

    Raises WenmingError (`ledger.refused.…`): one sentence saying why the file cannot be taken.
    """
    book = _open(path, settings)
    sheets = book.sheets
    book.sheets = (
        replace(sheet, name=mask(sheet.name)) for sheet in sheets if sheet.name not in _OWN_SHEETS
    )
    book.external_links = tuple(map(mask, book.external_links))
    return book


def _open(path: Path, settings: LedgerSettings) -> Book:
    suffix = path.suffix.casefold()
    if suffix in _OF_WPS:
        raise WenmingError("ledger.refused.of_wps", file=path.name)
    if suffix not in WORKBOOKS | TEXTS:
        raise WenmingError("ledger.refused.unknown_type", file=path.name)
    if not path.is_file():
        raise WenmingError("ledger.refused.missing", file=path.name)
    size = path.stat().st_size
    if size == 0:
        raise WenmingError("ledger.refused.empty", file=path.name)
    limit = settings.max_text_bytes if suffix in TEXTS else settings.max_workbook_bytes
    if size > limit:
        raise WenmingError("ledger.refused.too_large", file=path.name, limit=limit // 1024**2)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if suffix in TEXTS:
        if head.startswith((_OLE, b"PK\x03\x04")):
            raise WenmingError("ledger.refused.not_text", file=path.name)
        return open_delimited(path, settings)
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise WenmingError("ledger.refused.encrypted", file=path.name)
        return open_xls(path)
    if head[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"):
        return open_xls(path)
    if head.startswith(b"PK"):
        if is_open_document(path):
            return open_open_document(path, settings.max_unpacked_bytes)
        return open_xlsx(path, settings)
    if is_markup(head):
        return open_markup(path)
    if suffix == ".xls" and b"\x00" not in head and any(sign in head for sign in (b"\t", b",")):
        return open_delimited(path, settings)  # text that a program named .xls
    raise WenmingError("ledger.refused.not_a_workbook", file=path.name)
