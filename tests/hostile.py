"""The sample district with every name and text of it meaning something to what shows it."""

import json
import re
import shutil
from pathlib import Path

import pandas as pd

from tests.conftest import SAMPLE
from wenming.schema import HANDED_IN

# What Jinja, HTML, JavaScript, Markdown, LaTeX and Plotly would each take for their own.
TEXT = (
    " {%坏 {{7*7}} {#注 </script> <i>w</i> <a href=x>y</a> ~<br>v <extra></extra> ${z} `c`"
    " [a](http://e.example/p) https://b.example www.c.example d@e.example :red[f] :material/home:"
    " $g$ %{y} %s {h} *k*"
)
KEPT = TEXT.replace("d@e.example", "***")
"""As tables keep it: a mail address is private."""
_LOG = ("title", "place", "theme_raw", "team_raw", "note")
_OWN = re.compile(r'(?<=[{ ])((?:zh|en) = )"((?:[^"\\\n]|\\.)*)"')


def make_hostile(folder: Path, text: str = TEXT) -> Path:
    """A copy of the sample's folder in which each text ends so."""
    district = Path(shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("generator")))
    for path in district.glob("*.csv"):
        table = HANDED_IN.get(path.stem)
        columns = [each.name for each in table.columns if each.kind == "line"] if table else []
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        for column in _LOG if path.stem == "activities" else columns:
            filled = frame[column] != ""
            frame.loc[filled, column] = frame.loc[filled, column] + text
        frame.to_csv(path, index=False)
    settings = district / "district.toml"
    kept = settings.read_text(encoding="utf-8")
    head, words, rest = (
        re.split(r"(?m)(^\[words\][^\[]*)", kept) if "[words]" in kept else (kept, "", "")
    )
    quoted = json.dumps(text, ensure_ascii=False)[1:-1]

    def add(part: str) -> str:
        return _OWN.sub(lambda found: f'{found[1]}"{found[2]}{quoted}"', part)

    settings.write_text(add(head) + words + add(rest), encoding="utf-8")
    return district
