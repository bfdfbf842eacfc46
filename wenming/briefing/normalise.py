"""Making a file the same to the byte whenever it is made from the same: no clock in it."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # what a zip file's clock begins with


def normalise(content: bytes, day: date) -> bytes:
    """An office file (and files inside it) with `day` as the only time it knows."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for name in sorted(source.namelist(), key=_order):
            part = source.read(name)
            if name.endswith((".xlsx", ".docx")):
                part = normalise(part, day)
            elif name == "docProps/core.xml":
                moment = rf"\g<1>{day:%Y-%m-%d}T00:00:00Z\g<2>".encode()
                part = _MOMENT.sub(moment, part)
            entry = ZipInfo(name, _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            packed.writestr(entry, part)
    return target.getvalue()


def _order(name: str) -> tuple[bool, str]:
    """The table of contents first, where programs look for it."""
    return name != "[Content_Types].xml", name
