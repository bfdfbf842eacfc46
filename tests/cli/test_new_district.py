"""From `wenming new-district` to a briefing, as an office that starts from nothing does it."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.conftest import RIVERTON
from tests.fresh import LEDGER, make_harbour
from wenming.store import Store

RIVERTON_LEDGER = RIVERTON.with_name("riverton-ledger.csv")
HAN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    return make_harbour(tmp_path / "harbour", "en")


def find_chinese(folder: Path) -> list[str]:
    """Chinese in what a reader of the folder's documents sees; typefaces have Chinese names."""
    found = []
    for document in sorted(folder.iterdir()):
        with zipfile.ZipFile(document) as parts:
            for name in parts.namelist():
                if name.endswith((".xml", ".rels")):
                    seen = re.sub("<[^>]*>", "", parts.read(name).decode())
                    found += [f"{document.name}/{name}: {sign}" for sign in HAN.findall(seen)]
    return found


def test_the_command_makes_a_folder_that_init_takes(run, tmp_path: Path) -> None:
    folder, store = tmp_path / "Harbour", tmp_path / "store"

    code, out, _ = run(
        "new-district", folder, "--name", "Harbour City", "--language", "en", "--language", "zh"
    )
    assert (code, len(out.strip().splitlines())) == (0, 1)
    text = (folder / "district.toml").read_text(encoding="utf-8")
    assert 'name = { en = "Harbour City", zh = "Harbour City" }' in text

    code, _, _ = run("init", "--district", folder, "--store", store, "--registry-only")
    assert (code, Store(store).current()) == (0, 1)

    code, _, err = run("new-district", folder)
    assert (code, len(err.strip().splitlines())) == (1, 1)
    assert (folder / "district.toml").read_text(encoding="utf-8") == text


def test_a_ledger_with_us_dates_goes_in_and_comes_out_as_a_briefing(
    run, tmp_path: Path, harbour: Path
) -> None:  # fmt: skip
    store, pack = ("--store", tmp_path / "store"), tmp_path / "pack"
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(LEDGER, encoding="utf-8")
    run("init", "--district", harbour, *store, "--registry-only")

    code, _, _ = run(
        "import", ledger, "--district", harbour, *store, "--as-of", "2021-07-07",
        "--report", tmp_path / "out.json",
    )  # fmt: skip
    assert code == 0
    (report,) = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    rows = [row for row in report["rows"] if row["outcome"] != "skipped"]
    assert [(row["outcome"], row["values"].get("started_on")) for row in rows] == [
        ("repaired", "2021-06-01"),
        ("repaired", "2021-06-14"),
        ("repaired", "2021-06-30"),
        ("review", None),  # no month has the number 13
    ]
    assert [row["values"]["attendance"] for row in rows] == [50, 1200, 35, 12]
    assert rows[0]["values"]["attendance_is_estimate"]
    assert [row["values"]["theme_id"] for row in rows[:3]] == ["talks", "festivals", "neighbours"]

    _, out, _ = run("report", "overview__headline", *store, "--format", "json")
    (headline,) = json.loads(out)
    assert (headline["activities"], headline["attendance"]) == (3, 1285)

    code, _, _ = run("brief", "--district", harbour, *store, "--out", pack)
    assert code == 0
    assert len(list(pack.iterdir())) == 3
    assert find_chinese(pack) == []

    code, _, err = run("brief", "--district", harbour, *store, "--out", pack, "--lang", "zh")
    assert (code, len(err.strip().splitlines())) == (1, 1)


def test_before_anything_is_held_there_is_a_briefing_too(
    run, tmp_path: Path, harbour: Path
) -> None:  # fmt: skip
    store, pack = ("--store", tmp_path / "store"), tmp_path / "pack"
    run("init", "--district", harbour, *store)

    code, _, err = run("brief", "--district", harbour, *store, "--out", pack)

    assert (code, err) == (0, "")
    assert find_chinese(pack) == []


def test_the_second_districts_briefing_is_in_english_and_in_its_words(
    run, riverton_store: Store, tmp_path: Path
) -> None:  # fmt: skip
    store = ("--district", RIVERTON, "--store", riverton_store.folder)

    code, _, _ = run("brief", *store, "--out", tmp_path, "--from", "2021-01-01")

    assert code == 0
    assert find_chinese(tmp_path) == []
    with zipfile.ZipFile(tmp_path / "briefing.docx") as parts:
        paper = re.sub("<[^>]*>", "", parts.read("word/document.xml").decode())
    assert "boroughs" in paper
    assert not re.search(r"\b(streets|communities|stations?)\b", paper)


def test_the_second_districts_ledger_goes_in_as_it_is(run, tmp_path: Path) -> None:
    """American dates, English headings, hedged counts, sites by their short names."""
    places = ("--district", RIVERTON, "--store", tmp_path / "store")
    run("init", *places, "--registry-only")

    code, _, _ = run(
        "import", RIVERTON_LEDGER, *places, "--as-of", "2021-07-07",
        "--report", tmp_path / "out.json",
    )  # fmt: skip

    assert code == 0
    (report,) = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    told = [(row["outcome"], row["values"] or {}) for row in report["rows"]]
    picked = ("started_on", "ended_on", "site_id", "attendance", "service_hours")
    rows = {
        values["title"]: (outcome, *(values[column] for column in picked))
        for outcome, values in told
        if values
    }
    assert rows == {
        "Spring story hour": ("repaired", "2021-06-01", None, "s1-house", 50, 8),
        # Nobody has said that “Quay St” is Quay Street.
        "Bank clean-up": ("review", "2021-06-12", "2021-06-13", "s3-house", 1200, None),
        "Chair yoga": ("repaired", "2021-06-15", None, "hall", 25, 3),
        "Night walk": ("review", None, None, "s2c1-room", 18, None),  # no 13th month
    }
    assert [outcome for outcome, values in told if not values] == [
        "skipped",
        "skipped",
        "rejected",
        "skipped",
    ]
