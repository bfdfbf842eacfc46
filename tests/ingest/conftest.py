"""A small district for intake's tests: two streets, five communities, invented names but one.

鮀 stands in it because the usual Traditional-to-Simplified table spoils that character.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from shapely.geometry import box

from wenming.config.ledger import LedgerSettings
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.registry import Registry

AS_OF = date(2021, 7, 7)
OUTLINE = box(116.60, 23.30, 116.70, 23.40)


@pytest.fixture(scope="session")
def settings() -> LedgerSettings:
    return LedgerSettings.model_validate(
        {"base": "zh", "site": {"prefixes": ["南海省", "临海市", "临江区"]}}
    )


@pytest.fixture(scope="session")
def registry(settings: LedgerSettings) -> Registry:
    streets = [
        {"street_id": "1", "name": "鮀滨街道", "aliases": "旧港街道|旧港"},
        {"street_id": "2", "name": "青山街道", "aliases": ""},
    ]
    communities = [
        {"community_id": "11", "street_id": "1", "name": "东塘"},
        {"community_id": "12", "street_id": "1", "name": "柳洲北"},
        {"community_id": "13", "street_id": "1", "name": "同名"},
        {"community_id": "21", "street_id": "2", "name": "同名"},
        {"community_id": "22", "street_id": "2", "name": "青山"},
    ]
    sites = [
        {
            "site_id": "C",
            "name": "临江区新时代文明实践中心",
            "level": "centre",
            "street_id": "1",
            "community_id": "11",
            "aliases": "区实践中心",
        }
    ]
    names = {street["street_id"]: street["name"] for street in streets}
    for street, name in names.items():
        short = name.removesuffix("街道")
        sites.append(
            {
                "site_id": f"I{street}",
                "name": f"{name}新时代文明实践所",
                "level": "institute",
                "street_id": street,
                "community_id": None,
                "aliases": f"{short}所|{name}实践所",
            }
        )
    for community in communities:
        name = community["name"]
        sites.append(
            {
                "site_id": f"S{community['community_id']}",
                "name": f"{names[community['street_id']]}{name}社区新时代文明实践站",
                "level": "station",
                "street_id": community["street_id"],
                "community_id": community["community_id"],
                "aliases": f"{name}站|{name}社区实践站|{name}社区",
            }
        )
    return Registry.from_frames(
        sites=sites,
        streets=streets,
        communities=communities,
        teams=[{"team_id": "T1", "name": "青年志愿服务队", "aliases": "青年队"}],
        themes=[{"theme_id": "festivals", "name": "我们的节日", "aliases": "传统节日"}],
        settings=settings,
        outline=OUTLINE,
    )


@pytest.fixture
def reader(registry: Registry, settings: LedgerSettings) -> LedgerReader:
    return LedgerReader(registry=registry, settings=settings, as_of=AS_OF)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook: `write({"sheet": rows}, merged={"sheet": ["A1:D1"]}, hidden=["sheet"])`.

    A cell `(value, number_format)` is given that format.
    """

    def write_book(
        sheets: dict[str, list[list[Any]]],
        *,
        merged: dict[str, list[str]] | None = None,
        hidden: Sequence[str] = (),
        name: str = "ledger.xlsx",
    ) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row, 1):
                    cell = sheet.cell(number, column)
                    cell.value, shown_as = value if isinstance(value, tuple) else (value, None)
                    if shown_as:
                        cell.number_format = shown_as
            for area in (merged or {}).get(title, ()):
                sheet.merge_cells(area)
            if title in hidden:
                sheet.sheet_state = "hidden"
        book.save(tmp_path / name)
        return tmp_path / name

    return write_book


@pytest.fixture
def write_text(tmp_path: Path) -> Callable[..., Path]:
    """Write a text ledger: `write_text("a,b\\n1,2\\n", encoding="gb18030", name="ledger.csv")`."""

    def write_lines(text: str, *, encoding: str = "utf-8", name: str = "ledger.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write_lines
