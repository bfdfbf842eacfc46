"""What of a district's folder is kept: nothing private, nothing that no document may hold."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SAMPLE
from wenming.config import load_district
from wenming.errors import WenmingError
from wenming.store import Store
from wenming.store.build import build_store
from wenming.store.cleaning import Cleaned
from wenming.store.versions import open_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "jinping"))


def put(folder: Path, table: str, **cells: str) -> None:
    """Write cells of the first row of a table anew."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def build(folder: Path) -> tuple[Path, list[Cleaned]]:
    store, told = Store(folder.parent / "store"), list[Cleaned]()
    number = build_store(store, load_district(folder), hear=told.append)
    return store.path(number), told


def list_texts(path: Path) -> Iterator[str]:
    with open_file(path, read_only=True) as connection:
        for (name,) in connection.sql("select table_name from duckdb_tables()").fetchall():
            frame = connection.table(name).df()
            for column in frame.select_dtypes(exclude="number"):
                yield from frame[column].dropna().astype(str).unique()


def test_nothing_private_of_a_folder_is_kept_and_what_was_masked_is_told(folder: Path) -> None:
    put(folder, "activities", title="义诊（联系人欧阳菲菲138.0013.8101）", note="庄晓燕")
    put(folder, "field_visits", highlights="联系人：詹国梁", difficulties="翟美玲、郝建军")
    put(folder, "problems", description="联系人：龚雪琴，电话13800138102")
    put(folder, "fund_entries", purpose="慰问，卡6222021234567890128")
    put(folder, "published_figures", said="微信：wx_zelda_01", source="覃志远")
    put(folder, "tasks", evidence="440500199001010108", lead_unit="区委宣传部 13800138103")

    path, told = build(folder)

    private = [
        "欧阳菲菲",
        "庄晓燕",
        "詹国梁",
        "翟美玲",
        "郝建军",
        "龚雪琴",
        "覃志远",
        "wx_zelda_01",
        "8101",
        "13800138102",
        "6222021234567890128",
        "440500199001010108",
        "13800138103",
    ]
    kept = list(list_texts(path))
    assert [each for each in private if any(each in text for text in kept)] == []
    # Not even what the file of the store no longer uses has them.
    content = path.read_bytes()
    assert [each for each in private if each.encode() in content] == []
    assert told == [
        Cleaned("published_figures", "said", 1, 0),
        Cleaned("published_figures", "source", 1, 0),
        Cleaned("activities", "title", 1, 0),
        Cleaned("activities", "note", 1, 0),
        Cleaned("fund_entries", "purpose", 1, 0),
        Cleaned("field_visits", "highlights", 1, 0),
        Cleaned("field_visits", "difficulties", 1, 0),
        Cleaned("problems", "description", 1, 0),
        Cleaned("tasks", "lead_unit", 1, 0),
        Cleaned("tasks", "evidence", 1, 0),
    ]


def test_names_of_things_and_public_roles_stay_as_they_are_written(folder: Path) -> None:
    """A place that looks like a person's name is none where it stands alone in a note, either."""
    put(folder, "sites", name="龚雪琴", aliases="翟美玲|詹国梁", responsible_unit="覃志远")
    put(folder, "exemplars", label="郝建军", honour="庄晓燕")
    put(folder, "field_visits", highlights="龚雪琴", difficulties="詹国梁")
    put(folder, "tasks", responsible_office="侯玉芬")

    path, told = build(folder)

    assert told == []
    kept = set(list_texts(path))
    assert {"龚雪琴", "覃志远", "郝建军", "庄晓燕", "侯玉芬", "詹国梁"} <= kept


def test_a_districts_own_labels_and_patterns_are_masked_as_well(folder: Path) -> None:
    settings = folder / "district.toml"
    own = '[ledger]\nprivate_patterns = ["档号\\\\d+"]\n'
    settings.write_text(settings.read_text("utf-8").replace("[ledger]\n", own), "utf-8")
    put(folder, "meetings", note="见档号77")

    path, told = build(folder)

    assert told == [Cleaned("meetings", "note", 1, 0)]
    assert "见***" in set(list_texts(path))


def test_signs_that_no_document_may_hold_are_left_out_and_told(folder: Path) -> None:
    """Also in ids, which are found all the same, and where nothing else stands in a cell."""
    put(folder, "streets", name="石\x0b炮台街道", street_id="440511001\x01")
    put(folder, "activities", title="义诊\ufffe", note="\x07", attendance="\x0812")

    path, told = build(folder)

    assert told == [
        Cleaned("streets", "street_id", 0, 1),
        Cleaned("streets", "name", 0, 1),
        Cleaned("activities", "title", 0, 1),
        Cleaned("activities", "attendance", 0, 1),
        Cleaned("activities", "note", 0, 1),
    ]
    assert not any(set("\x01\x07\x08\x0b\ufffe") & set(text) for text in list_texts(path))


@pytest.mark.parametrize("row", ["x,y", '"义诊'])
def test_a_log_that_cannot_be_read_to_its_end_is_one_sentence(folder: Path, row: str) -> None:
    with (folder / "activities.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")

    with pytest.raises(WenmingError) as caught:
        build(folder)
    assert caught.value.key == "errors.table_unreadable"
