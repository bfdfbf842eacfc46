"""`wenming versions`, `check`, `undo`, `recover` and `init` on stores that are not as they were."""

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import RIVERTON, make_store
from tests.store.test_versions import damage, drop_newest
from wenming.config.places import PROJECT
from wenming.store import Store


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = make_store(tmp_path_factory.mktemp("built") / "store")
    store.publish(drop_newest, action="import", note="[六月].xlsx", office="Mill Street")
    store.publish(drop_newest, action="import", note="july.xlsx", office="Quay Street")
    return store


@pytest.fixture
def own(built: Store, tmp_path: Path) -> Store:
    """Three versions to change, which commands take for theirs."""
    shutil.copytree(built.folder, tmp_path / "store")
    return Store(tmp_path / "store")


def list_files(store: Store) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in store.folder.glob("v*")}


def test_who_went_back_stands_among_the_versions_in_order_of_time(run, own: Store) -> None:
    assert run("undo", "--office", "[区]文明办", "--store", own.folder)[0] == 0
    own.publish(drop_newest, action="import", note="august.xlsx")

    code, out, _ = run("versions", "--store", own.folder)

    assert code == 0
    lines = [line for line in out.splitlines() if "│" in line]
    told = [line for line in lines if "第 3 版 → 第 2 版" in line]
    assert len(lines) == 5
    assert "[区]文明办" in told[0]
    assert "退回较早版本" in told[0]
    assert lines.index(told[0]) in (3, 4)  # after version 3; 4 may be of the same second
    assert any("[六月].xlsx" in line and "Mill Street" in line for line in lines)
    assert any("4 ←" in line for line in lines)


def test_versions_and_check_go_on_past_what_is_not_whole_and_name_it(run, own: Store) -> None:
    damage(own, 1)
    own.path(2).unlink()

    code, out, err = run("versions", "--store", own.folder)
    assert (code, err) == (0, "")
    assert "july.xlsx" in out
    assert "第 1 版：" in out and str(own.path(1)) in out
    assert "第 2 版：" in out and str(own.path(2)) in out

    code, out, err = run("check", "--store", own.folder)
    assert (code, err) == (1, "")
    assert "无法读取" in out
    assert "不见了" in out
    assert out.splitlines()[-1] == "3 个版本中 1 个完好；有问题的已在上面逐一列出。"
    assert run("report", "reference__version", "--store", own.folder)[0] == 0


def test_a_damaged_current_version_is_told_with_the_command_that_helps(run, own: Store) -> None:
    damage(own, 3)

    for words in (["report", "reference__version"], ["queue"], ["batches"]):
        code, out, err = run(*words, "--store", own.folder)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1
        assert "wenming undo --to 2" in err
    code, out, err = run("check", "--store", own.folder)
    assert code == 1
    assert "wenming undo --to 2" in out

    code, out, _ = run("undo", "--to", "2", "--store", own.folder)
    assert code == 0
    assert run("report", "reference__version", "--store", own.folder)[0] == 0


def test_undo_says_what_it_passes_over(run, own: Store) -> None:
    damage(own, 2)

    code, out, _ = run("undo", "--store", own.folder)

    assert (code, own.current()) == (0, 1)
    assert out.startswith("跳过：第 2 版的文件")


def test_without_its_pointer_a_store_is_recovered_and_never_built_over(run, own: Store) -> None:
    (own.folder / "current.json").unlink()
    before = list_files(own)

    for words in (
        ["init", "--district", RIVERTON],
        ["versions"],
        ["check"],
        ["undo"],
        ["report", "reference__version"],
    ):
        code, out, err = run(*words, "--store", own.folder)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1
        assert "wenming recover" in err
    assert list_files(own) == before

    code, out, _ = run("recover", "--yes", "--office", "区文明办", "--store", own.folder)
    assert code == 0
    assert "july.xlsx" in out
    assert out.splitlines()[-1] == "已找回：当前为第 3 版，85 场活动。"
    assert list_files(own) == before
    assert run("check", "--store", own.folder)[0] == 0
    assert "找回当前版本" in run("versions", "--store", own.folder)[1]


@pytest.mark.parametrize(("answer", "current"), [("y\n", 2), ("n\n", None), ("", None)])
def test_recovery_asks_before_it_writes(
    run, own: Store, monkeypatch: pytest.MonkeyPatch, answer: str, current: int | None
) -> None:
    (own.folder / "current.json").unlink()
    monkeypatch.setattr(sys, "stdin", StringIO(answer))

    code, out, _ = run("recover", "--to", "2", "--store", own.folder)

    assert own.current() == current
    assert code == (0 if current else 1)
    assert ("没有写入" in out) is (current is None)


def test_a_whole_store_is_left_as_it_is_by_recovery(run, own: Store) -> None:
    before = (own.folder / "current.json").read_bytes()

    code, out, _ = run("recover", "--yes", "--store", own.folder)

    assert code == 0
    assert "没有需要找回的" in out
    assert (own.folder / "current.json").read_bytes() == before


def test_recovery_of_nothing_is_one_sentence(run, tmp_path: Path) -> None:
    code, out, err = run("recover", "--yes", "--store", tmp_path / "nowhere")

    assert (code, out) == (1, "")
    assert "wenming init" in err


def test_version_files_that_are_not_listed_are_told_until_they_are(run, own: Store) -> None:
    (own.folder / "current.json").write_text('{"version": 2, "published": [1, 2]}')

    for command in ("versions", "check"):
        code, out, _ = run(command, "--store", own.folder)
        assert code == 0
        assert "v000003.duckdb" in out
        assert "wenming recover" in out
    assert run("recover", "--yes", "--store", own.folder)[0] == 0
    assert own.current() == 3
    assert "wenming recover" not in run("check", "--store", own.folder)[1]


def test_a_damaged_pointer_is_one_sentence_that_names_recovery(run, own: Store) -> None:
    (own.folder / "current.json").write_text('{"version":1,"published":[]}')

    for command in ("versions", "check", "undo", "queue"):
        code, out, err = run(command, "--store", own.folder)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1
        assert "wenming recover" in err


@pytest.fixture
def make_dashboard(tmp_path: Path):  # type: ignore[no-untyped-def]
    """`make dashboard` with a server that only says that it was started."""
    (tmp_path / "bin").mkdir()
    programs = {
        "wenming": f'#!/bin/sh\nexec {sys.executable} -m wenming "$@"\n',
        "streamlit": "#!/bin/sh\necho started\n",
    }
    for name, text in programs.items():
        path = tmp_path / "bin" / name
        path.write_text(text)
        path.chmod(0o755)

    def run_make(store: Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["make", "-o", "setup", "dashboard", f"BIN={tmp_path / 'bin'}"],
            cwd=PROJECT,
            env={
                **os.environ,
                "WENMING_STORE": str(store),
                "WENMING_DISTRICT": str(RIVERTON),
                "WENMING_LANG": "en",
                "PYTHONPATH": str(PROJECT),
            },
            capture_output=True,
            text=True,
        )

    return run_make


def test_the_dashboard_starts_on_a_whole_store_and_builds_one_where_nothing_stands(
    make_dashboard, own: Store, tmp_path: Path
) -> None:
    done = make_dashboard(own.folder)
    assert (done.returncode, done.stdout) == (0, "started\n")

    done = make_dashboard(tmp_path / "new")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "started"
    assert Store(tmp_path / "new").current() == 1


def test_the_dashboard_says_why_it_does_not_start(make_dashboard, own: Store) -> None:
    (own.folder / "current.json").unlink()
    before = list_files(own)

    done = make_dashboard(own.folder)

    assert done.returncode != 0
    assert "started" not in done.stdout
    assert "run wenming recover" in done.stderr
    assert list_files(own) == before


def test_what_cannot_be_printed_is_one_sentence(own: Store) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "wenming", "versions", "--store", str(own.folder)],
            cwd=PROJECT,
            env={**os.environ, "WENMING_LANG": "en", "PYTHONPATH": str(PROJECT)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "is full" in done.stderr
