"""What every command's tests use."""

import sys
from collections.abc import Callable

import pytest

from wenming.cli import main


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """`run("report", "--list")` gives (exit code, standard output, standard error)."""
    monkeypatch.delenv("WENMING_STORE", raising=False)
    monkeypatch.delenv("WENMING_DISTRICT", raising=False)

    def run_command(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["wenming", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run_command
