"""Files that cannot be taken, handed in together: one sentence each, little memory, no change."""

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, make_store
from tests.ledgers import make_ledger
from wenming.cli.commands import t
from wenming.config import load_district
from wenming.config.places import PROJECT

MEGABYTE = 1024**2
# What the process itself held at most: `ru_maxrss` would count what its parent held as well.
IMPORT = """
import sys
from pathlib import Path
from wenming.cli import main
try:
    main()
finally:
    status = Path("/proc/self/status").read_text().splitlines()
    peak = next(line for line in status if line.startswith("VmHWM"))
    print(int(peak.split()[1]) // 1024, file=sys.stderr)
"""


def write_files(folder: Path) -> None:
    """Large files, each named by what is wrong with it."""
    limits = load_district(SAMPLE).ledger
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    (folder / "空.xlsx").write_bytes(b"")
    (folder / "加密.xlsx").write_bytes(
        ole + "EncryptedPackage".encode("utf-16-le") + bytes(20 * MEGABYTE)
    )
    (folder / "文本.xlsx").write_bytes("活动名称,活动时间\n".encode() * MEGABYTE)
    (folder / "无表头.csv").write_bytes("甲,乙\n".encode() * 20 * MEGABYTE)
    (folder / "一行.csv").write_bytes(b"a" * 200 * MEGABYTE)
    (folder / "乱码.csv").write_bytes("活动名称,活动时间\n".encode() * 3 * MEGABYTE + b"\xff\xff")
    (folder / "膨胀.xlsx").write_bytes(make_ledger())
    package = zipfile.ZipFile(folder / "膨胀.xlsx", "a", zipfile.ZIP_DEFLATED, compresslevel=1)
    with package, package.open("xl/worksheets/sheet2.xml", "w") as part:
        for _ in range(1024):
            part.write(bytes(MEGABYTE))
    for name, begin, limit in (
        ("过大.xlsx", b"PK\x03\x04", limits.max_workbook_bytes),
        ("过大.csv", "活动名称".encode(), limits.max_text_bytes),
    ):
        with (folder / name).open("wb") as file:
            file.write(begin)
            file.truncate(limit + 1)  # takes no room on the disk


def test_refusals_are_a_sentence_each_and_take_little_memory(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    write_files(folder)
    store = make_store(tmp_path / "store", SAMPLE, registry_only=True)
    files = sorted(folder.iterdir())

    command = [sys.executable, "-c", IMPORT, "import", *files, "--store", store.folder]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)

    told = [line.partition(": ") for line in done.stdout.splitlines() if ": " in line]
    reasons = {name: sentence.removeprefix(name).strip() for name, _, sentence in told}
    assert reasons == {
        "一行.csv": "第 1 行无法读取（多半是引号不成对），请改正后再导入。",
        "加密.xlsx": "设有密码，无法读取，请取消密码后再导入。",
        "文本.xlsx": "不是 Excel 工作簿（内容与扩展名不符），请用 Excel 另存后再导入。",
        "无表头.csv": "中找不到表头（至少要有活动名称和时间两列），请补上表头后再导入。",
        "乱码.csv": "不是文本表格，或编码既非 UTF-8 也非 GB18030，请另存为 UTF-8 的 CSV 再导入。",
        "空.xlsx": "是空的，没有任何内容，请核对后重新提供。",
        "膨胀.xlsx": "解压后达 1024 MB，远大于文件本身，未予导入；请另存为新的工作簿再试。",
        "过大.xlsx": "超过 64 MB 的上限，请拆分后再导入。",
        "过大.csv": "超过 2048 MB 的上限，请拆分后再导入。",
    }
    assert done.returncode == 1
    assert store.current() == 1
    assert int(done.stderr.split()[-1]) < 1024


@pytest.fixture
def no_fault() -> None:
    """Here a fault is planted."""


def test_an_error_nobody_foresaw_is_one_sentence_and_stands_in_a_file(
    run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("planted")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("wenming.cli.commands.find_places", fail)

    code, out, err = run("versions", "--store", tmp_path)

    (log,) = tmp_path.glob("wenming-*.log")
    number = re.findall(r"\d{6}", log.read_text(encoding="utf-8"))[0]
    assert (code, out, err) == (1, "", f"{t('cli.unforeseen', number=number, log=log)}\n")
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0  # nobody else's to read: it may quote a ledger
