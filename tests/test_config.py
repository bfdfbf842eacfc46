"""district.toml is read whole, or one sentence says which key is wrong."""

import csv
import shutil
from pathlib import Path

import pytest

from tests.conftest import RIVERTON, SAMPLE
from wenming.config import find_places, load_district
from wenming.errors import WenmingError


def write_district(folder: Path, old: str, new: str) -> Path:
    shutil.copytree(RIVERTON, folder)
    text = (folder / "district.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "district.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('id = "riverton"', "", "id"),
        ('country = "GB"', 'contry = "GB"', "contry"),
        ('task = "learning"', 'task = "juggling"', "district.toml"),
        ("year = 2021", 'year = "soon"', "targets.0.year"),
        ('country = "GB"', 'country = "GB"\ncrs = "gcj02"', "district.toml"),
        ('languages = ["en", "zh"]', 'languages = ["en", "fr"]', "languages.1"),
        ("minimum_per_month = 2", "minimum_per_month = -2", "levels.0.minimum_per_month"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, old: str, new: str, where: str) -> None:
    folder = write_district(tmp_path / "district", old, new)

    with pytest.raises(WenmingError) as caught:
        load_district(folder)

    assert caught.value.key == "errors.district_wrong"
    assert caught.value.params["key"] == where


def test_what_is_not_toml_or_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WenmingError, match="no_district"):
        load_district(tmp_path)
    (tmp_path / "district.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(WenmingError, match="district_not_toml"):
        load_district(tmp_path)


def list_names(folder: Path) -> set[str]:
    """What the district calls its streets, communities, sites, teams and themes."""
    names = set()
    for table in ("streets", "communities", "sites", "teams"):
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                aliases = row.get("aliases", "").split("|")
                names |= {row["name"], row["name_en"], *aliases}
    for theme in load_district(folder).themes:
        names |= {*theme.name.values(), *theme.aliases}
    return names - {""}


def test_the_districts_share_no_name() -> None:
    """What works on both is not about the sample: nothing of it can be found there by name."""
    files = [*SAMPLE.rglob("*.csv"), *SAMPLE.rglob("*.toml")]
    written = "\n".join(path.read_text(encoding="utf-8-sig") for path in files).casefold()

    names = list_names(RIVERTON)
    assert {"Mill Street", "Upper Mill", "The Hall", "Readers", "River"} <= names
    assert sorted(name for name in names if name.casefold() in written) == []


def test_options_come_before_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WENMING_STORE", str(tmp_path / "from-environment"))

    assert find_places().store == tmp_path / "from-environment"
    assert find_places(store=tmp_path / "told").store == tmp_path / "told"


def test_a_level_has_the_role_its_id_says_or_is_a_base(tmp_path: Path) -> None:
    folder = write_district(tmp_path / "one", 'id = "institute"', 'id = "lodge"')
    assert [level.role for level in load_district(folder).levels] == ["centre", "base", "station"]

    told = 'id = "lodge"\nrole = "institute"'
    folder = write_district(tmp_path / "two", 'id = "institute"', told)
    roles = [level.role for level in load_district(folder).levels]
    assert roles == ["centre", "institute", "station"]
