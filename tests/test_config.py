"""district.toml is read whole, or one sentence says which key is wrong."""

import csv
import shutil
from pathlib import Path

import pytest

from tests.conftest import RIVERTON, SAMPLE
from wenming.config import find_places, load_district
from wenming.errors import WenmingError
from wenming.i18n import Translator


def write_district(folder: Path, old: str, new: str) -> Path:
    shutil.copytree(RIVERTON, folder)
    text = (folder / "district.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "district.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


WRONG = [
    ('id = "riverton"', "", "id is missing"),
    ('country = "GB"', 'contry = "GB"', "contry in district.toml is no key that is known"),
    ('country = "GB"', 'country = "UK1"', "country in district.toml has to be a country's two"),
    ('country = "GB"', 'country = "GB"\ncrs = "gcj02"', "used in China alone, and country is GB"),
    ('country = "GB"', 'crs = "epsg:4326"', "one of 'wgs84', 'gcj02', 'bd09'"),
    ('languages = ["en", "zh"]', 'languages = ["en", "fr"]', "languages 2"),
    ('languages = ["en", "zh"]', 'languages = ["en", "en"]', "“en” stands twice in languages"),
    ('languages = ["en", "zh"]', "languages = []", "languages in district.toml is empty"),
    ('languages = ["en", "zh"]', 'languages = "en"', "languages in district.toml has to be a list"),
    ("area_km2 = 4.5", "area_km2 = 0", "area_km2 in district.toml has to be above 0"),
    ("area_km2 = 4.5", 'area_km2 = "4.5 km2"', "has to be a number without quotes, commas or unit"),
    ('task = "learning"', 'task = "juggling"', "has the task juggling, which is none of [[tasks]]"),
    ("year = 2021", 'year = "soon"', "[[targets]] 1: year in district.toml has to be a whole"),
    ("minimum_per_month = 2", "minimum_per_month = -2", "(centre): minimum_per_month"),
    (
        'id = "station"',
        'id = "s"\nrole = "stop"',
        "'centre', 'institute', 'station', 'base'",
    ),
    (
        '{ en = "borough", zh = "河区" }',
        '"borough"',
        "words.street in district.toml has",
    ),
    ('streets = { en = "boroughs", zh', "streets = { zh", "has street in English but not streets"),
    ('streets = { en = "boroughs"', 'streets = { de = "Bezirke"', "words.streets"),
    (
        'streets = { en = "boroughs"',
        'streets = { en = " "',
        "words.streets in",
    ),
    (
        "[ledger]",
        "[thresholds]\nsilent_yellow_months = 4\n[ledger]",
        "silent_yellow_months may not be",
    ),
    ("[ledger]", "[thresholds]\nreporting_due_day = 31\n[ledger]", "may not be above 28"),
    ("[ledger]", '[[holidays]]\nstart = "May 1"\n[ledger]', "[[holidays]] 1: start"),
    (
        "[ledger]",
        '[[holidays]]\nstart = 2021-05-03\nend = 2021-05-01\nname = { en = "May" }\n[ledger]',
        "start may not be above or after end ([[holidays]] 1 in district.toml)",
    ),
    ("[ledger]", "[map]\ncenter = [-73.9, 241.1]\n[ledger]", "map.center 2"),
    ('base = "en"', 'base = "fr"', "ledger.base in district.toml is “fr”"),
    ('base = "en"', 'base = "en"\nadd = { online = "zoom" }', "ledger.add.online"),
    (
        'base = "en"',
        'base = "en"\nadd = { headings = { site = ["Turnout"], attendance = ["turnout"] } }',
        "“turnout” in ledger.headings of district.toml belongs to both site and attendance",
    ),
    ('base = "en"', 'base = "en"\nadd = { headings = { who = ["host"] } }', "has no column “who”"),
    (
        'base = "en"',
        "base = \"en\"\nadd = { date = { weekdays = ['('] } }",
        "no regular expression",
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), WRONG)
def test_a_wrong_key_is_named_with_what_to_do(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    folder = write_district(tmp_path / "district", old, new)

    with pytest.raises(WenmingError) as caught:
        load_district(folder)

    assert told in Translator("en")(caught.value.key, **caught.value.params)
    chinese = Translator("zh")(caught.value.key, **caught.value.params)
    assert chinese.startswith("district.toml ")
    assert chinese.endswith("。")


def test_a_text_in_none_of_the_districts_languages_is_missed(tmp_path: Path) -> None:
    folder = write_district(tmp_path / "district", '["en", "zh"]', '["en"]')
    assert load_district(folder).languages == ("en",)

    folder = write_district(tmp_path / "other", 'name = { en = "River", ', "name = { ")
    text = (folder / "district.toml").read_text(encoding="utf-8")
    (folder / "district.toml").write_text(text.replace('["en", "zh"]', '["en"]'), encoding="utf-8")
    with pytest.raises(WenmingError) as caught:
        load_district(folder)

    assert caught.value.key == "errors.district_no_text"


def test_what_is_not_toml_or_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WenmingError, match="no_district"):
        load_district(tmp_path)
    (tmp_path / "district.toml").write_text("id = ", encoding="utf-8")
    with pytest.raises(WenmingError, match="district_not_toml"):
        load_district(tmp_path)


def test_what_was_edited_is_read_anew(tmp_path: Path) -> None:
    folder = write_district(tmp_path / "district", "area_km2 = 4.5", "area_km2 = 6")
    before = load_district(folder)
    settings = folder / "district.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("area_km2 = 6", "area_km2 = 7"),
        encoding="utf-8",
    )

    assert (before.area_km2, load_district(folder).area_km2) == (6, 7)
    assert load_district(folder) is load_district(folder)


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
