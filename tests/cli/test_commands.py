"""Each command as a person types it: what it prints, what it changes, how it fails."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from tests.conftest import RIVERTON, SAMPLE, make_store
from wenming.config.places import PROJECT
from wenming.reports import find_reports
from wenming.store import Store
from wenming.store.check import check_store

HEADINGS = ["活动名称", "活动时间", "所属实践站", "参与人数"]
ROWS = [
    ["端午包粽子", "2021.6.14", "鮀江街道实践所", "约50人"],
    ["学党史分享会", "2021.6.18", "蓬洲东社区", 32],
    ["没有日期的活动", None, "蓬洲东社区", 20],
    ["合计", None, None, 102],
]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A small ledger: one row repaired, one accepted or repaired, one for review, one skipped."""
    book = Workbook()
    for row in [HEADINGS, *ROWS]:
        book.active.append(row)
    path = tmp_path / "鮀江台账.xlsx"
    book.save(path)
    return path


def test_init_builds_a_store_once(run, tmp_path: Path) -> None:
    store = tmp_path / "store"

    code, out, _ = run("init", "--district", RIVERTON, "--store", store)
    assert (code, Store(store).current()) == (0, 1)
    assert "87" in out

    code, _, err = run("init", "--district", RIVERTON, "--store", store)
    assert code == 1
    assert len(err.strip().splitlines()) == 1


def test_init_tells_which_cells_of_the_folder_were_masked_or_cleaned(run, tmp_path: Path) -> None:
    district = Path(shutil.copytree(RIVERTON, tmp_path / "riverton"))
    log = district / "activities.csv"
    title = "Coffee (contact: Jane Doe 07700 900123)\x0b"
    lines = log.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace(lines[1].split(",")[1], title, 1)
    log.write_text("\n".join(lines), encoding="utf-8")

    code, out, _ = run("init", "--district", district, "--store", tmp_path / "store")

    assert code == 0
    assert out.splitlines()[:2] == [
        "title of activities.csv: 1 cell with private names or numbers, masked by ***.",
        "title of activities.csv: 1 cell with signs that nobody can see and no document may hold,"
        " left out.",
    ]


def test_a_ledger_goes_in_shows_and_is_taken_back(run, tmp_path: Path, ledger: Path) -> None:
    store, out_file = tmp_path / "store", tmp_path / "out.json"
    run("init", "--district", SAMPLE, "--store", store, "--registry-only")

    code, _, _ = run(
        "import", ledger, "--store", store, "--as-of", "2021-07-07", "--report", out_file
    )

    assert (code, Store(store).current()) == (0, 2)
    (report,) = json.loads(out_file.read_text(encoding="utf-8"))
    assert (report["file"], report["refused"]) == (ledger.name, None)
    assert [row["outcome"] for row in report["rows"]] == [
        "skipped",
        "repaired",
        "repaired",
        "review",
        "skipped",
    ]
    assert sum(report["counts"].values()) == len(report["rows"])
    first = report["rows"][1]
    assert first["values"]["site_name"] == "鮀江街道新时代文明实践所"
    assert (first["values"]["attendance"], first["values"]["attendance_is_estimate"]) == (50, True)
    assert first["values"]["started_on"] == "2021-06-14"

    code, out, _ = run("report", "overview__headline", "--store", store, "--format", "json")
    (headline,) = json.loads(out)
    assert (headline["activities"], headline["attendance"]) == (2, 82)

    run("undo", "--store", store)
    code, out, _ = run("report", "overview__headline", "--store", store, "--format", "json")
    assert json.loads(out)[0]["activities"] == 0


def test_the_same_ledger_again_changes_nothing(run, tmp_path: Path, ledger: Path) -> None:
    store = tmp_path / "store"
    run("init", "--store", store, "--registry-only")
    run("import", ledger, "--store", store, "--as-of", "2021-07-07")

    code, _, _ = run("import", ledger, "--store", store, "--as-of", "2021-07-07")

    assert (code, Store(store).current()) == (0, 2)


def test_a_row_that_waits_is_settled_and_its_batch_taken_back(
    run, tmp_path: Path, ledger: Path
) -> None:
    store = tmp_path / "store"
    run("init", "--store", store, "--registry-only")
    run("import", ledger, "--store", store, "--as-of", "2021-07-07", "--office", "鮀江街道")
    (waiting,) = json.loads(run("queue", "--store", store, "--format", "json")[1])
    row = waiting["activity_id"]

    assert run("settle", row, "--store", store)[0] == 1
    assert run("settle", row, "--date", "2021-06-25", "--store", store)[0] == 0
    assert Store(store).describe(3).activities == 3

    (batch,) = json.loads(run("batches", "--store", store, "--format", "json")[1])
    assert (batch["office"], batch["undone_in"]) == ("鮀江街道", None)
    assert run("undo", "--batch", batch["batch_id"], "--to", "1", "--store", store)[0] == 1
    assert run("undo", "--batch", batch["batch_id"], "--store", store)[0] == 0
    assert Store(store).describe(4).activities == 0
    assert run("settle", row, "--remember", "图书室", "--store", store)[0] == 1


def test_undo_brings_back_what_was_skipped_as_a_repeat(run, tmp_path: Path, ledger: Path) -> None:
    store, second = tmp_path / "store", tmp_path / "[再交].csv"
    rows = "学党史分享会,2021.6.18,蓬洲东社区", "读书会,2021.6.19,蓬洲东社区"
    second.write_text("\n".join(["活动名称,活动时间,所属实践站", *rows]), encoding="utf-8")
    run("init", "--store", store, "--registry-only")
    for file in (ledger, second):
        run("import", file, "--store", store, "--as-of", "2021-07-07", "--office", "鮀江街道")
    assert Store(store).describe(3).activities == 3

    code, told, _ = run("undo", "--batch", "b00018", "--store", store)

    assert code == 0
    assert "另有 1 行曾因与它重复而跳过，现已恢复：[再交].csv。" in told
    versions = "report", "data__versions_by_number", "--store", store, "--format", "json"
    (newest, *_) = json.loads(run(*versions)[1])
    assert (newest["action"], newest["activities"]) == ("undo", 2)
    assert (newest["added"], newest["removed"]) == (1, 2)
    (last, _) = json.loads(run("batches", "--store", store, "--format", "json")[1])
    assert (last["file"], last["repaired"], last["skipped"]) == ("[再交].csv", 2, 1)


def test_a_dry_run_tells_and_publishes_nothing(run, tmp_path: Path, ledger: Path) -> None:
    store, out_file = tmp_path / "store", tmp_path / "out.json"
    run("init", "--store", store, "--registry-only")

    code, _, _ = run("import", ledger, "--store", store, "--dry-run", "--report", out_file)

    assert (code, Store(store).current()) == (0, 1)
    assert len(json.loads(out_file.read_text(encoding="utf-8"))[0]["rows"]) == 5


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xlsx", b""),
        ("renamed.xlsx", "活动名称,日期\n端午,2021-06-14\n".encode()),
        ("no-heading.csv", "甲,乙\n1,2\n".encode()),
        ("picture.csv", bytes(range(256)) * 20),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_in_one_sentence(
    run, tmp_path: Path, name: str, content: bytes
) -> None:
    store, path, out_file = tmp_path / "store", tmp_path / name, tmp_path / "out.json"
    path.write_bytes(content)
    run("init", "--store", store, "--registry-only")

    code, out, _ = run("import", path, "--store", store, "--report", out_file)

    assert (code, Store(store).current()) == (1, 1)
    (report,) = json.loads(out_file.read_text(encoding="utf-8"))
    assert report["refused"] and report["rows"] == []
    assert "Traceback" not in out


def test_a_report_that_cannot_be_written_stops_before_anything_is_published(
    run, tmp_path: Path, ledger: Path
) -> None:
    store = tmp_path / "store"
    run("init", "--store", store, "--registry-only")

    code, _, err = run("import", ledger, "--store", store, "--report", tmp_path / "no" / "out.json")

    assert (code, Store(store).current()) == (1, 1)
    assert len(err.strip().splitlines()) == 1


def test_a_store_that_is_no_folder_is_one_sentence(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    code, _, err = run("init", "--district", RIVERTON, "--store", tmp_path / "file")

    assert code == 1
    assert len(err.strip().splitlines()) == 1
    assert str(tmp_path / "file") in err


def test_a_refused_file_does_not_keep_the_others_out(run, tmp_path: Path, ledger: Path) -> None:
    store, empty = tmp_path / "store", tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    run("init", "--store", store, "--registry-only")

    code, _, _ = run("import", empty, ledger, "--store", store, "--as-of", "2021-07-07")

    assert (code, Store(store).current()) == (1, 2)


def test_every_report_prints_in_every_form(run, riverton_store: Store) -> None:
    values = {
        "rows": "3",
        "search": "story",
        "site_id": "s1-house",
        "activity_id": "a001",
        "number": "1",
        "as_of": "2021-07-07",
        "batch_id": "riverton-sites",
    }
    for name, function in find_reports().items():
        wanted = [
            word
            for key in function.__annotations__
            if key in values
            for word in ("--set", f"{key}={values[key]}")
        ]
        for form in ("table", "csv", "json"):
            code, out, err = run(
                "report", name, "--store", riverton_store.folder, "--format", form, *wanted
            )
            assert (code, err) == (0, ""), name
            if form == "json":
                assert isinstance(json.loads(out), list)
            if form == "csv":
                assert list(pd.read_csv(io.StringIO(out)).columns)


def test_a_report_narrows_by_id_or_name(run, riverton_store: Store) -> None:
    base = ("report", "overview__headline", "--store", riverton_store.folder, "--format", "json")

    by_id = run(*base, "--street", "s1")[1]
    by_name = run(*base, "--street", "Mill Street")[1]
    both = run(*base, "--street", "s1", "--street", "s2")[1]

    assert by_id == by_name
    assert json.loads(both)[0]["activities"] > json.loads(by_id)[0]["activities"]


def test_a_report_beyond_the_cut_off_ends_there_and_says_so_beside_what_is_printed(
    run, riverton_store: Store
) -> None:
    base = ("report", "overview__headline", "--store", riverton_store.folder, "--format", "json")

    code, beyond, told = run(*base, "--from", "2021-01-01", "--to", "2021-12-31")
    _, known, quiet = run(*base, "--from", "2021-01-01", "--to", "2021-06-18")
    late, _, error = run(*base, "--from", "2022-01-01")

    assert (code, beyond) == (0, known)
    assert "2021年6月18日" in told or "18 Jun 2021" in told
    assert not quiet
    assert late == 1
    assert len(error.strip().splitlines()) == 1
    assert "2021-06-18" in error


@pytest.mark.parametrize(
    "words",
    [
        ("report", "overview__headlines"),
        ("report", "overview__headline", "--street", "atlantis"),
        ("report", "overview__headline", "--theme", "juggling"),
        ("report", "overview__headline", "--from", "2021-06-01", "--to", "2021-01-01"),
        ("report", "overview__headline", "--set", "rows=3"),
        ("report", "overview__newest_by_activity", "--set", "rows=many"),
        ("report", "reference__held_by_activity"),
        ("undo",),
        ("undo", "--to", "9"),
        ("report", "overview__headline", "--version", "9"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run, riverton_store: Store, words: tuple[str, ...]
) -> None:
    code, out, err = run(*words, "--store", riverton_store.folder)

    assert code == 1
    assert out == ""
    assert len(err.strip().splitlines()) == 1


def test_a_wrong_date_is_a_usage_error(run, riverton_store: Store) -> None:
    code, _, err = run("report", "overview__headline", "--from", "2021-02-30")

    assert code == 2
    assert "2021-02-30" in err


def test_without_a_store_the_way_there_is_told(run, tmp_path: Path) -> None:
    code, _, err = run("versions", "--store", tmp_path)

    assert code == 1
    assert "wenming init" in err


def test_versions_and_check(run, tmp_path: Path) -> None:
    store = make_store(tmp_path)

    assert "riverton" in run("versions", "--store", store.folder)[1]
    assert run("check", "--store", store.folder)[0] == 0
    store.path(1).write_bytes(store.path(1).read_bytes()[:4096])
    assert run("check", "--store", store.folder)[0] == 1


@pytest.mark.slow
def test_an_import_killed_at_any_moment_leaves_a_whole_store(
    run, tmp_path: Path, ledger: Path
) -> None:
    store = tmp_path / "store"
    run("init", "--store", store, "--registry-only")
    command = [sys.executable, "-m", "wenming", "import", str(ledger), "--store", str(store)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    for attempt in range(10):
        with subprocess.Popen(
            [*command, "--as-of", "2021-07-07"], cwd=PROJECT, env=environment
        ) as process:
            try:
                process.wait(0.8 + attempt * 0.15)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        assert check_store(Store(store)) == list(Store(store).published())
        assert Store(store).current() in (1, 2)


def test_language_follows_the_environment() -> None:
    for language, word in [("zh", "数据库"), ("en", "store")]:
        shown = subprocess.run(
            [sys.executable, "-m", "wenming", "--help"],
            cwd=PROJECT,
            env={**os.environ, "WENMING_LANG": language, "PYTHONPATH": str(PROJECT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert word in shown.stdout


@pytest.mark.parametrize("period", [("--from", "0001-01-01"), ("--to", "9999-12-31")])
def test_a_day_nobody_can_mean_is_refused(
    run, riverton_store: Store, period: tuple[str, str]
) -> None:
    words = ("report", "overview__headline", *period, "--store", riverton_store.folder)

    code, out, err = run(*words)

    assert (code, out) == (1, "")
    assert period[1] in err and "1990-01-01" in err and len(err.splitlines()) == 1
