"""Server time of each page's data, beside the same answers from DuckDB on the log and pandas."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from tests.bench import with_pandas
from tests.bench.calls import Call, answer_all, record_page, time_rounds
from tests.bench.raw import open_raw
from tests.bench.stores import BuiltStore
from tests.bench.times import Times, build_table, tell_milliseconds, tell_ratio
from wenming.config.places import PROJECT
from wenming.store import Snapshot, open_snapshot

_ROUNDS = 3
_FURTHER = {
    "activities, searched": ("activities", {"q": "义诊"}),
    "activities, one opened": ("activities", {"activity": "JP-A-01200"}),
}


def measure_data(stores: list[BuiltStore]) -> str:
    """The tables of all pages: times and ratios, the smallest store first in `stores`."""
    pages = {path.stem: (path.stem, {}) for path in sorted((PROJECT / "pages").glob("*.py"))}
    snapshots = [open_snapshot(built.store) for built in stores]
    raw = [open_raw(built.store) for built in stores]
    logs = [with_pandas.load_log(built.store) for built in stores]
    data, pandas = [], []
    for name, (page, query) in {**pages, **_FURTHER}.items():
        calls = [record_page(page, built.store, **query) for built in stores]
        data.append([name, str(len(calls[-1])), *_compare_with_raw(calls, snapshots, raw)])
        shared = [[call for call in asked if with_pandas.can_answer(call)] for asked in calls]
        if shared[-1]:
            compared = _compare_with_pandas(shared, snapshots, logs)
            pandas.append([name, f"{len(shared[-1])} of {len(calls[-1])}", *compared])
    sizes = [f"{built.rows:,}" for built in stores]
    beside_duckdb = build_table(
        ["page", "reports", *sizes, f"{sizes[-1]} ÷ {sizes[0]}", *_head("DuckDB", sizes)], data
    )
    beside_pandas = build_table(["page", "reports", *_head("pandas", sizes)], pandas)
    return f"{beside_duckdb}\n\n{beside_pandas}"


def _head(what: str, sizes: list[str]) -> list[str]:
    return [f"{what} ÷ ours, {size}" for size in sizes]


def _compare_with_raw(
    calls: list[list[Call]], snapshots: list[Snapshot], raw: list[Snapshot]
) -> list[str]:
    answers: dict[str, Callable[[], object]] = {}
    for index, asked in enumerate(calls):
        for call in asked:
            _check_equal(call, call.answer(snapshots[index]), call.answer(raw[index]))
        answers[f"ours {index}"] = partial(answer_all, asked, snapshots[index])
        answers[f"raw {index}"] = partial(answer_all, asked, raw[index])
    times = time_rounds(answers, rounds=_ROUNDS)
    ours = [times[f"ours {index}"] for index in range(len(calls))]
    growth = tell_ratio(ours[-1].over(ours[0]))
    return [*map(tell_milliseconds, ours), growth, *_tell_others(times, "raw", ours)]


def _compare_with_pandas(
    calls: list[list[Call]], snapshots: list[Snapshot], logs: list[pd.DataFrame]
) -> list[str]:
    answers: dict[str, Callable[[], object]] = {}
    for index, asked in enumerate(calls):
        for call in asked:
            theirs = with_pandas.answer(call, logs[index])
            _check_equal(call, call.answer(snapshots[index])[list(theirs)], theirs)
        answers[f"ours {index}"] = partial(answer_all, asked, snapshots[index])
        answers[f"pandas {index}"] = partial(_answer_with_pandas, asked, logs[index])
    times = time_rounds(answers, rounds=_ROUNDS)
    return _tell_others(times, "pandas", [times[f"ours {index}"] for index in range(len(calls))])


def _answer_with_pandas(calls: list[Call], log: pd.DataFrame) -> list[pd.DataFrame]:
    return [with_pandas.answer(call, log) for call in calls]


def _tell_others(times: dict[str, Times], other: str, ours: list[Times]) -> list[str]:
    return [tell_ratio(times[f"{other} {index}"].over(own)) for index, own in enumerate(ours)]


def _check_equal(call: Call, ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Raises AssertionError where two ways give two answers; sums of fractions may round."""
    pd.testing.assert_frame_equal(
        _level(ours), _level(theirs), check_dtype=False, rtol=1e-9, obj=call.report
    )


def _level(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without what only its types say: categories as text, nothing as None."""
    told = {
        column: frame[column].astype(object).where(frame[column].notna(), None)
        for column in frame
        if frame[column].dtype in ("category", "str", "object")
    }
    return frame.assign(**told).reset_index(drop=True)
