"""A long ledger imported, beside DuckDB alone doing what of it can be said in SQL."""

import io
import resource
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import duckdb

from tests.bench.times import Times, build_table, tell_ratio
from tests.conftest import SAMPLE
from wenming.config import load_district
from wenming.store import Store
from wenming.store.build import build_marts, build_store
from wenming.store.check import verify

_LEDGER = Path(__file__).with_name("ledger_rows.sql")
_ALONE = Path(__file__).with_name("ledger_in_sql.sql")
_AS_OF = date(2021, 7, 7)
_SESSION, _RESIDENT = 3, 21  # where /proc/…/stat tells them, counted behind the process's name


def measure_imports(sizes: list[int], rounds: int) -> str:
    """A table: seconds and peak memory of both ways, each with processes of its own, in turn."""
    rows = []
    with TemporaryDirectory(prefix="wenming-bench-") as folder:
        empty = Path(folder) / "empty"
        build_store(Store(empty), load_district(SAMPLE), registry_only=True)
        for size in sizes:
            ledger = Path(folder) / f"{size}.csv"
            write_ledger(ledger, size)
            ours, alone = [], []
            for _ in range(rounds):
                ours.append(_measure("ours", ledger, empty, Path(folder) / "built"))
                alone.append(_measure("alone", ledger, empty, Path(folder) / "built"))
            rows.append(_tell(size, ledger, ours, alone))
            ledger.unlink()
    head = ["rows", "file", "import", "DuckDB alone", "import ÷ DuckDB", "peak memory", "alone"]
    return build_table(head, rows)


def write_ledger(path: Path, rows: int) -> None:
    """Write a generated ledger of so many activities as CSV."""
    with duckdb.connect() as connection:
        for table in ("activities", "sites", "streets"):
            connection.read_csv(str(SAMPLE / f"{table}.csv")).create(table)
        sql = _LEDGER.read_text(encoding="utf-8")
        connection.sql(sql, params={"rows": rows}).write_csv(str(path))


def _tell(
    size: int, ledger: Path, ours: list[dict[str, float]], alone: list[dict[str, float]]
) -> list[str]:
    times = [Times(tuple(each["seconds"] for each in way)) for way in (ours, alone)]
    memory = [max(each["megabytes"] for each in way) for way in (ours, alone)]
    return [
        f"{size:,}",
        f"{ledger.stat().st_size / 1e6:,.0f} MB",
        *(f"{each.middle:,.0f} s" for each in times),
        tell_ratio(times[0].over(times[1])),
        *(f"{each:,.0f} MB" for each in memory),
    ]


def _measure(way: str, ledger: Path, empty: Path, built: Path) -> dict[str, float]:
    """Run one way by itself, on a copy of a store without activities."""
    rmtree(built, ignore_errors=True)
    built.mkdir()
    for file in empty.iterdir():
        (built / file.name).write_bytes(file.read_bytes())
    command = [sys.executable, "-m", "tests.bench.imports", way, str(ledger), str(built)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as running:
        while running.poll() is None:
            peak = max(peak, _find_memory(running.pid))
            time.sleep(1)  # looking takes of the time that is measured
        assert running.returncode == 0
        seconds = float(running.communicate()[0])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime,
        "megabytes": peak / 1e6,
    }


def _find_memory(session: int) -> int:
    """Bytes in memory of all processes of a session, as Linux tells them."""
    pages = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # ended meanwhile
            cells = status.read_text().rpartition(")")[2].split()
            if int(cells[_SESSION]) == session:
                pages += int(cells[_RESIDENT])
    return pages * resource.getpagesize()


def import_ledger(ledger: Path, store: Store) -> None:
    """Import as the command line does."""
    from rich.console import Console

    from wenming.cli.intake import import_files
    from wenming.i18n import Translator
    from wenming.ingest.reading import Reading

    district = load_district(SAMPLE)
    reports, version = import_files(
        [ledger],
        table=None,
        store=store,
        district=district,
        reading=Reading(as_of=_AS_OF, crs="wgs84"),
        dry_run=False,
        console=Console(file=io.StringIO()),
        t=Translator("en"),
    )
    assert version is not None
    assert reports[0].refused is None


def import_in_sql(ledger: Path, store: Store) -> None:
    """Read, type, compare and keep the rows in SQL alone, then the same marts and checks."""

    def change(connection: duckdb.DuckDBPyConnection) -> None:
        sql = _ALONE.read_text(encoding="utf-8").replace("$file", f"'{ledger}'")
        connection.execute(sql)
        build_marts(connection)
        verify(connection)

    store.publish(change, action="import", note="bench")


def main() -> None:
    """Measure one way: what `_measure` runs."""
    way, ledger, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    started = time.perf_counter()
    {"ours": import_ledger, "alone": import_in_sql}[way](ledger, Store(folder))
    sys.stdout.write(f"{time.perf_counter() - started}\n")


if __name__ == "__main__":
    main()
