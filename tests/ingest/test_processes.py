"""Work in a process of its own: what it takes is watched, and it ends when it takes too much."""

import os
import time
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest

from wenming.errors import WenmingError
from wenming.ingest.processes import Hear, Limits, UnexpectedError, run_limited

SMALL = Limits(seconds=1, megabytes=300, megabytes_at_most=300)


def add(one: int, other: int, *, tell: Hear) -> tuple[int, int]:
    return one + other, os.getpid()


def count_rows(*, tell: Hear) -> None:
    tell(500, 0.25)
    time.sleep(0.7)
    tell(2000, 1.0)


def burn(*, tell: Hear) -> None:
    while True:
        pass


def burn_without_letting_go(*, tell: Hear) -> None:
    """Python runs nothing else in the process meanwhile, as while a pattern is looked for."""
    10 ** (10**8)


def burn_in_a_child(*, tell: Hear) -> None:
    if not os.fork():
        burn(tell=tell)
    time.sleep(60)


def read_honest_rows(*, tell: Hear) -> str:
    for row in range(0, 300_000, 1000):
        tell(row, 0)
    until = time.process_time() + 1
    while time.process_time() < until:
        pass
    return "read"


def swell(*, tell: Hear) -> None:
    held = []
    while True:
        held.append(b"x" * 10_000_000)
        time.sleep(0.01)


def swell_at_once(*, tell: Hear) -> bytes:
    return b"x" * 20_000_000_000


def stop(*, tell: Hear) -> None:
    raise WenmingError("errors.no_store", store="s")


def fall(*, tell: Hear) -> None:
    raise LookupError("nothing here")


def end(*, tell: Hear) -> None:
    os._exit(1)


def leave_a_file(*, tell: Hear) -> str:
    path = Path(gettempdir()) / "left"
    path.write_text("left")
    return str(path)


def look_around(*, tell: Hear) -> tuple[str, str]:
    return str(Path.cwd()), os.environ["WENMING_LANG"]


def wait_for_ever(folder: Path, *, tell: Hear) -> None:
    (folder / "process").write_text(str(os.getpid()))
    while True:
        time.sleep(1)


def run(
    work: Any, *args: Any, limits: Limits = SMALL, hear: Hear = lambda rows, share: None
) -> Any:
    return run_limited(work, *args, file_name="a.xlsx", limits=limits, hear=hear)


def refuse(work: Any) -> WenmingError:
    with pytest.raises(WenmingError) as caught:
        run(work)
    return caught.value


def test_the_result_comes_from_another_process() -> None:
    total, process = run(add, 1, 2)
    assert total == 3
    assert process != os.getpid()


def test_each_work_has_a_process_of_its_own() -> None:
    assert run(add, 1, 2)[1] != run(add, 1, 2)[1]


def test_how_far_it_is_is_passed_on_and_told_again_while_nothing_comes() -> None:
    heard: list[tuple[int, float]] = []
    run(count_rows, hear=lambda rows, share: heard.append((rows, share)))
    assert heard == [(500, 0.25), (500, 0.25), (2000, 1.0)]


@pytest.mark.parametrize("work", [burn, burn_without_letting_go, burn_in_a_child])
def test_what_takes_too_long_is_ended(work: Any) -> None:
    began = time.monotonic()
    error = refuse(work)
    assert (error.key, error.params) == (
        "ledger.refused.too_slow", {"file": "a.xlsx", "seconds": 1},
    )  # fmt: skip
    assert time.monotonic() - began < 60


def test_limits_grow_with_rows() -> None:
    limits = Limits(seconds=0.5, seconds_per_row=10 / 1_000_000)
    assert run(read_honest_rows, limits=limits) == "read"
    assert Limits().allow(0) == (10, 1024)
    assert Limits().allow(1_000_000) == (70, 2048)


@pytest.mark.parametrize("work", [swell, swell_at_once])
def test_what_takes_too_much_memory_is_ended(work: Any) -> None:
    error = refuse(work)
    assert (error.key, error.params) == (
        "ledger.refused.too_big", {"file": "a.xlsx", "megabytes": 300},
    )  # fmt: skip


def test_a_process_that_somebody_else_ended_is_told() -> None:
    assert refuse(end).key == "ledger.refused.ended"


def test_what_a_person_can_put_right_is_raised_as_it_is() -> None:
    error = refuse(stop)
    assert (error.key, error.params) == ("errors.no_store", {"store": "s"})


def test_any_other_error_comes_with_its_traceback() -> None:
    with pytest.raises(UnexpectedError, match="LookupError: nothing here"):
        run(fall)


def test_it_stands_where_whoever_asks_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(add, 1, 2)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WENMING_LANG", "en")
    assert run(look_around) == (str(tmp_path), "en")


def test_what_it_wrote_goes_with_it() -> None:
    assert not Path(run(leave_a_file)).exists()


def test_it_ends_when_whoever_waits_for_it_does(tmp_path: Path) -> None:
    def hear(rows: int, share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(wait_for_ever, tmp_path, hear=hear)
    process = int((tmp_path / "process").read_text())
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("it goes on")
