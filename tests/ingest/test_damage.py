"""Damaged files: whatever was done to them, each is refused in a sentence or read row by row."""

import time
from pathlib import Path

import pytest

from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.ingest.damage import refusing_damage
from wenming.ingest.ledger import LedgerReader
from wenming.ingest.report import build_report

from .mutations import mutate


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(metafunc.config.getoption("--damage")))


def test_a_damaged_file_is_refused_or_read(reader: LedgerReader, tmp_path: Path, seed: int) -> None:
    suffix, content = mutate(seed)
    path = tmp_path / f"ledger.{suffix}"
    path.write_bytes(content)
    began = time.process_time()
    report = build_report(reader.read(path), Translator("zh"))
    assert time.process_time() - began < 10
    assert report["refused"] or report["rows"]


def test_what_a_library_raises_is_the_files_fault() -> None:
    import zlib

    with pytest.raises(WenmingError, match=r"ledger\.refused\.damaged"), refusing_damage("a.xlsx"):
        zlib.decompress(b"no")
    with pytest.raises(WenmingError, match=r"ledger\.refused\.damaged"), refusing_damage("a.json"):
        import json

        json.loads("[" * 100_000)


@pytest.fixture
def no_fault() -> None:
    """What is planted in this file is told, and is no failure."""


def test_what_our_own_code_raises_is_told_with_the_number_that_stands_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ZeroDivisionError), refusing_damage("a.xlsx"):
        1 / 0  # noqa: B018 - tests see our own faults raised
    monkeypatch.delenv("WENMING_RAISE")
    with pytest.raises(WenmingError) as caught, refusing_damage("a.xlsx"):
        1 / 0  # noqa: B018
    assert caught.value.key == "ledger.refused.failed"
    (entry,) = caplog.records
    assert caught.value.params["number"] in entry.message
    assert entry.exc_info is not None
