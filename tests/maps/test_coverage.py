"""What the coverage map hands to the browser: the frames as data, ledger text as it was written."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import RIVERTON, SAMPLE, make_store
from wenming.config import load_district
from wenming.filters import Filters
from wenming.i18n import Translator
from wenming.maps.base import encode
from wenming.maps.coverage import Link, build_data
from wenming.maps.measures import MEASURES, compute_streets
from wenming.maps.sites import grade_sites
from wenming.reports import coverage, reference
from wenming.store import Snapshot, open_snapshot

ALL = Filters(date(2020, 1, 1), date(2021, 6, 30))


def collect(
    store: Snapshot,
    district: Path = RIVERTON,
    *,
    measure: str = "activities_held",
    filters: Filters = ALL,
    chosen: tuple[str, ...] = (),
    counted: bool = False,
    language: str = "en",
) -> dict[str, Any]:
    """The data of the map as the page puts it together."""
    settings, t = load_district(district), Translator(language)
    streets = reference.streets(store).set_index("street_id")
    sites = grade_sites(coverage.states_by_site(store, filters), settings)
    points = coverage.points_by_site_theme if counted else coverage.points_by_activity
    return build_data(
        streets=compute_streets(
            coverage.measures_by_street(store, filters), sites, streets["residents"]
        ),
        street_names=streets[t.column()].to_dict(),
        chosen=chosen,
        measure=MEASURES[measure],
        sites=sites,
        points=points(store, filters),
        themes=reference.themes(store),
        marks=["version 1"],
        link=Link("activities", "from=2020-01-01"),
        district=settings,
        t=t,
    )


def test_streets_carry_their_value_in_words_and_its_shade(riverton: Snapshot) -> None:
    data = collect(riverton, chosen=("s2",))

    assert [street["name"] for street in data["streets"]] == [
        "Mill Street", "Abbey Street", "Quay Street",
    ]  # fmt: skip
    assert [street["chosen"] for street in data["streets"]] == [False, True, False]
    assert all(street["value"].endswith(" activities") for street in data["streets"])
    shades = {colour for colour, _ in data["shading"]["classes"]}
    assert {street["colour"] for street in data["streets"]} <= shades


def test_a_measure_that_no_street_has_leaves_all_without_a_shade(riverton: Snapshot) -> None:
    nothing = Filters(date(2019, 1, 1), date(2019, 1, 31))

    data = collect(riverton, measure="attendance", filters=nothing)

    assert {street["colour"] for street in data["streets"]} == {None}
    assert {street["value"] for street in data["streets"]} == {"—"}
    assert data["shading"]["classes"] == [(None, "no value (—)")]


def test_every_activity_of_the_period_is_there(riverton: Snapshot) -> None:
    each, counted = collect(riverton), collect(riverton, counted=True)

    assert len(each["activities"]["id"]) == 87
    assert sum(counted["activities"]["count"]) == 87
    assert each["sites"]["name"].count("Riverton Hall") == 1


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("measure", MEASURES)
def test_both_districts_have_words_for_every_measure(
    sample: Snapshot, riverton: Snapshot, measure: str, language: str
) -> None:
    for store, folder in ((sample, SAMPLE), (riverton, RIVERTON)):
        data = collect(store, folder, measure=measure, language=language)

        assert data["shading"]["title"]
        assert data["shading"]["classes"]
        assert all(street["value"] for street in data["streets"])


SCRIPT = "<script>alert(1)</script>"
IMAGE = '<img src=x onerror="alert(1)">'


@pytest.fixture
def marked_up(tmp_path: Path) -> Snapshot:
    """A district whose titles, sites and streets are called like markup."""
    folder = tmp_path / "district"
    shutil.copytree(RIVERTON, folder)
    for table, name, markup in (
        ("streets", "Mill Street", SCRIPT),
        ("sites", "Riverton Hall", IMAGE.replace('"', "'")),
    ):
        path = folder / f"{table}.csv"
        path.write_text(path.read_text(encoding="utf-8").replace(name, markup), encoding="utf-8")
    return open_snapshot(make_store(tmp_path / "store", folder))


def test_names_that_are_markup_stay_text_inside_the_script(marked_up: Snapshot) -> None:
    data = collect(marked_up)

    assert data["streets"][0]["name"] == SCRIPT
    assert data["sites"]["name"][0] == IMAGE.replace('"', "'")
    assert "<script>alert('x')</script> & <b>bold</b>" in data["activities"]["titles"]
    assert "<" not in encode(data)
