"""`make bench`: how pages keep up with log and network, how long visitors wait and imports take."""

import argparse
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from tests.bench.browser import measure_browser
from tests.bench.data import measure_data
from tests.bench.imports import measure_imports
from tests.bench.network import build_network, describe_network, measure_network
from tests.bench.packs import measure_packs
from tests.bench.reach import measure_reach
from tests.bench.stores import BuiltStore, build_stores

_SIZES = [2_400, 1_000_000, 10_000_000]
_LEDGERS = [1_000_000, 2_000_000]
_TEXT = Path(__file__).with_name("report.md")


def main() -> None:
    """Measure, print what was measured, and write it where `--write` says."""
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("--write", type=Path, metavar="FILE", help="write the results there too")
    write = options.parse_args().write
    stores = build_stores(_SIZES)
    network = build_network()
    data = measure_data(stores)
    pages = measure_network(stores[0].store, network)
    reach = measure_reach()
    packs = measure_packs(stores, rounds=3)
    waits, payload = measure_browser(stores[0].store, stores[0].rows)
    imports = measure_imports(_LEDGERS, rounds=3)
    report = _TEXT.read_text(encoding="utf-8").format(
        machine=_describe_machine(),
        stores=_describe_stores(stores),
        data=data,
        network=describe_network(network),
        pages=pages,
        reach=reach,
        packs=packs,
        waits=waits,
        payload=payload,
        imports=imports,
    )
    sys.stdout.write(report)
    if write:
        write.write_text(report, encoding="utf-8")


def _describe_machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ("duckdb", "pandas", "streamlit", "folium", "playwright")
    return ", ".join(
        [
            f"{os.cpu_count()} processors",
            f"{memory:.0f} GiB of memory",
            f"Python {platform.python_version()}",
            *(f"{library} {version(library)}" for library in libraries),
        ]
    )


def _describe_stores(stores: list[BuiltStore]) -> str:
    lines = []
    for built in stores:
        seconds = f"published in {built.seconds:,.0f} s" if built.seconds else "from an earlier run"
        lines.append(f"- {built.rows:,} activities: {built.megabytes:,.0f} MB, {seconds}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
