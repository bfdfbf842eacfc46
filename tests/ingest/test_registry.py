"""Which site, street, team or theme a ledger's text names."""

import pandas as pd
import pytest

from wenming.config.ledger import LedgerSettings
from wenming.ingest.registry import Registry


@pytest.mark.parametrize(
    ("written", "site"),
    [
        ("鮀滨街道东塘社区新时代文明实践站", "S11"),
        ("东塘站", "S11"),
        ("东塘社区", "S11"),
        ("东塘", "S11"),
        ("东塘居委会", "S11"),
        ("东塘社区居民委员会", "S11"),
        ("东塘村委会", "S11"),
        ("鮀滨街道东塘", "S11"),
        ("鮀滨东塘站", "S11"),
        ("旧港街道东塘社区", "S11"),
        ("南海省临海市临江区鮀滨街道东塘社区新时代文明实践站", "S11"),
        ("鮀濱街道東塘社區新時代文明實踐站", "S11"),
        ("𬶍滨街道新时代文明实践所", "I1"),
        ("鮀滨街道", "I1"),
        ("鮀滨街道办事处", "I1"),
        ("鮀滨", "I1"),
        ("旧港街道", "I1"),
        ("青山街道", "I2"),
        ("青山社区", "S22"),
        ("区实践中心", "C"),
        ("新时代文明实践中心", "C"),
        ("陀滨街道", "I1"),
        ("柳州北社区", "S12"),
        ("柳洲 北 站", "S12"),
        ("东塘站（新）", "S11"),
    ],
)
def test_sites(registry: Registry, written: str, site: str) -> None:
    assert registry.match_site(written).id == site


@pytest.mark.parametrize(
    ("written", "candidates"),
    [
        ("同名社区", ("S13", "S21")),
        ("同名站", ("S13", "S21")),
        ("青山", ("I2", "S22")),
        ("东塘社区、柳洲北站", ("S11", "S12")),
        ("鮀滨街道图书室", None),
        ("区委宣传部", ()),
        ("实践站", ()),
    ],
)
def test_what_names_no_one_site(
    registry: Registry, written: str, candidates: tuple[str, ...] | None
) -> None:
    match = registry.match_site(written)
    assert match.id is None
    assert candidates is None or match.candidates == candidates


def test_a_street_settles_between_namesakes(registry: Registry) -> None:
    assert registry.match_site("同名站", "2").id == "S21"


def test_the_official_name_is_told_from_an_alias(registry: Registry) -> None:
    assert registry.match_site("鮀滨街道新时代文明实践所").exact
    assert not registry.match_site("鮀滨所").exact


@pytest.mark.parametrize(
    ("written", "street"),
    [
        ("鮀滨街道", "1"),
        ("鮀滨", "1"),
        ("旧港街道", "1"),
        ("𬶍滨街道", "1"),
        ("临江区鮀滨街道", "1"),
        ("北山街道", None),
    ],
)
def test_streets(registry: Registry, written: str, street: str | None) -> None:
    assert registry.match_street(written).id == street


@pytest.mark.parametrize(
    ("line", "site"),
    [
        ("鮀滨街道东塘社区新时代文明实践站2021年活动台账", "S11"),
        ("东塘社区活动登记表（2021年）", "S11"),
        ("鮀滨街道新时代文明实践所（2021年上半年）", "I1"),
        ("鮀滨街道新时代文明实践所（站）活动台账", None),
        ("鮀滨街道新时代文明实践活动台账", None),
        ("东塘社区、柳洲北社区活动台账", None),
        ("同名社区活动台账", None),
    ],
)
def test_a_site_in_a_title_line(registry: Registry, line: str, site: str | None) -> None:
    assert registry.find_site_in(line) == site


def test_themes_and_teams(registry: Registry) -> None:
    assert registry.match_theme("傳統節日") == "festivals"
    assert registry.match_theme("别的") is None
    assert registry.match_team("青年队") == "T1"


def test_a_station_of_a_place_does_not_take_its_community_name(settings: LedgerSettings) -> None:
    registry = Registry.from_frames(
        streets=[{"street_id": "1", "name": "甲街道"}],
        communities=[{"community_id": "11", "street_id": "1", "name": "东塘"}],
        sites=[
            {
                "site_id": "P",
                "name": "甲街道码头新时代文明实践站",
                "level": "station",
                "street_id": "1",
                "community_id": "11",
            },
            {
                "site_id": "S",
                "name": "甲街道东塘社区新时代文明实践站",
                "level": "station",
                "street_id": "1",
                "community_id": "11",
            },
        ],
        settings=settings,
    )
    assert registry.match_site("东塘社区").id == "S"
    assert registry.match_site("码头站").id == "P"


def test_frames_serve_as_well_as_records(settings: LedgerSettings) -> None:
    frame = pd.DataFrame(
        {"site_id": ["S"], "name": ["东塘站"], "level": ["station"], "aliases": [None]}
    )
    streets = pd.DataFrame({"street_id": ["1"], "name": ["甲街道"], "aliases": ["乙|丙"]})
    registry = Registry.from_frames(sites=frame, streets=streets, settings=settings)
    assert registry.match_site("东塘站").id == "S"
    assert registry.match_street("丙").id == "1"


def test_of_names_that_come_to_the_same_the_one_written_just_so_is_meant(
    settings: LedgerSettings,
) -> None:
    playgrounds = Registry.from_frames(
        sites=[
            {"site_id": "1", "name": "De Matti Playground", "aliases": ""},
            {"site_id": "2", "name": "DeMatti Playground", "aliases": ""},
            {"site_id": "3", "name": "Matti Field", "aliases": "DeMatti Playground"},
        ],
        streets=[{"street_id": "a", "name": "West End"}, {"street_id": "b", "name": "Westend"}],
        teams=[{"team_id": "t", "name": "Star Team"}, {"team_id": "u", "name": "Starteam"}],
        settings=settings,
    )
    assert playgrounds.match_site("De Matti Playground").id == "1"
    assert playgrounds.match_site("DeMatti Playground").id == "2"
    assert playgrounds.match_site("dematti playground").candidates == ("1", "2", "3")
    assert playgrounds.match_street("Westend").id == "b"
    assert playgrounds.match_team("Star Team") == "t"
