"""The 1+12+N network: centre, institutes, stations and bases, with their standing."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from shapely.geometry import Point

from generator.dice import make_dice
from generator.facts import Facts
from generator.geography import Geography, LonLat, place_nearby, to_metres
from generator.table import Record

Site = dict[str, Any]

CENTRE_ID = "JP-C"
_TITLE = "新时代文明实践"
_CENTRE_COMMUNITY = "北门"
# Which sites are pilots and demonstration stations was not published: chosen here.
_CITY_PILOTS = ("鮀江街道新时代文明实践所", "广厦街道葵花社区新时代文明实践站")
_DISTRICT_PILOTS = (
    "广厦街道新时代文明实践所",
    "光华街道新时代文明实践所",
    "小公园街道新时代文明实践所",
    "岐山街道寨头社区新时代文明实践站",
    "鮀江街道蓬洲东社区新时代文明实践站",
    "月浦街道沟南社区新时代文明实践站",
)
_DEMONSTRATION_PER_STREET = 3
_CLOSED_BASES = {"岐山乡村学校少年宫": date(2021, 3, 31)}  # taken to be under repair
_ALL_FIVE = dict.fromkeys(
    ("has_place", "has_team", "has_activities", "has_projects", "has_mechanism"), True
)


def _draw_day(dice: Random, first: date, last: date) -> date:
    return first + timedelta(days=dice.randint(0, (last - first).days))


def _build_site(site_id: str, name: str, name_en: str, **more: Any) -> Site:
    pilot = "city" if name in _CITY_PILOTS else "district" if name in _DISTRICT_PILOTS else None
    site: Site = {
        "site_id": site_id,
        "name": name,
        "name_en": name_en,
        "pilot": pilot,
        "is_demonstration": False,
        "closed_on": None,
        "location_basis": "modelled",
        **_ALL_FIVE,
    }
    return site | more


def _find_community(geography: Geography, place: LonLat, street_id: str) -> str:
    """The street's community whose point is nearest."""
    point = to_metres(Point(place))
    own = [i for i in geography.points if i.startswith(street_id)]
    return min(own, key=lambda i: geography.points[i].distance(point))


def _build_centre(facts: Facts, geography: Geography, dice: Random) -> Site:
    community = next(r["nbs_code"] for r in facts.communities if r["name"] == _CENTRE_COMMUNITY)
    lon, lat = place_nearby(dice, geography, community, 150)
    return _build_site(
        CENTRE_ID,
        f"金平区{_TITLE}中心",
        "Jinping District Centre",
        level="centre",
        kind="district_centre",
        parent_id=None,
        street_id=community[:9],
        community_id=community,
        lon=lon,
        lat=lat,
        opened_on=date(2018, 11, 16),
        aliases=["区实践中心", f"区{_TITLE}中心", "金平区实践中心"],
        responsible_unit="金平区委宣传部",
    )


def _list_institute_aliases(name: str, merged_from: str) -> list[str]:
    """As ledgers write it; the streets merged into this one in 2019 are read the same way."""
    own = name.removesuffix("街道")
    former = [part for part in merged_from.split("+") if part != own]
    aliases = [f"{own}所", f"{name}实践所", f"{name}文明实践所"]
    for part in former:
        aliases += [
            f"{part}所",
            f"{part}街道实践所",
            f"{part}街道文明实践所",
            f"{part}街道{_TITLE}所",
        ]
    return aliases


def _build_institutes(facts: Facts, geography: Geography, dice: Random) -> Iterator[Site]:
    for row in facts.streets:
        street_id, name = row["nbs_code"], row["name"]
        community = _find_community(geography, geography.landmarks[street_id], street_id)
        lon, lat = place_nearby(dice, geography, community, 180)
        yield _build_site(
            f"JP-I-{street_id[6:]}",
            f"{name}{_TITLE}所",
            f"{row['name_en']} Institute",
            level="institute",
            kind="street_institute",
            parent_id=CENTRE_ID,
            street_id=street_id,
            community_id=community,
            lon=lon,
            lat=lat,
            opened_on=_draw_day(dice, date(2018, 12, 3), date(2019, 1, 25)),
            aliases=_list_institute_aliases(name, row["merged_from"]),
            responsible_unit=f"{name}办事处",
        )


def _draw_haves(dice: Random) -> dict[str, bool]:
    """The five haves (五有) of an ordinary station."""
    shares = (0.98, 0.86, 0.94, 0.55, 0.82)
    return {have: dice.random() < share for have, share in zip(_ALL_FIVE, shares, strict=True)}


def _build_community_stations(facts: Facts, geography: Geography, dice: Random) -> Iterator[Site]:
    street_en = {row["name"]: row["name_en"] for row in facts.streets}
    for row in facts.communities:
        community_id, street, name = row["nbs_code"], row["street"], row["name"]
        lon, lat = place_nearby(dice, geography, community_id, 90)
        yield _build_site(
            f"JP-S-{community_id[6:]}",
            f"{street}{name}社区{_TITLE}站",
            f"{facts.english[name]} Community Station, {street_en[street]}",
            level="station",
            kind="community_station",
            parent_id=f"JP-I-{community_id[6:9]}",
            street_id=community_id[:9],
            community_id=community_id,
            lon=lon,
            lat=lat,
            opened_on=_draw_day(dice, date(2019, 2, 18), date(2020, 8, 31)),
            aliases=[
                f"{name}站",
                f"{name}社区实践站",
                f"{name}社区",
                f"{name}社区{_TITLE}站",
                f"{name}居委会",
                f"{name}社区居委会",
            ],
            responsible_unit=f"{street}{name}社区居委会",
            **_draw_haves(dice),
        )


def _locate(
    place: dict[str, Any], facts: Facts, geography: Geography, dice: Random
) -> dict[str, Any]:
    """A place's coordinates with their basis, its street and community."""
    if "venue" in place:
        venue = next(row for row in facts.venues if row["name"] == place["venue"])
        where = float(venue["lon"]), float(venue["lat"])
        street_id, basis = geography.find_street(where), "published"
    else:
        near = next(r["nbs_code"] for r in facts.communities if r["name"] == place["near"])
        where = place_nearby(dice, geography, near, 220)
        street_id, basis = near[:9], "modelled"
    return {
        "lon": where[0],
        "lat": where[1],
        "location_basis": basis,
        "street_id": street_id,
        "community_id": _find_community(geography, where, street_id),
        "parent_id": f"JP-I-{street_id[6:]}",
    }


def _build_place_stations(
    places: Sequence[dict[str, Any]], facts: Facts, geography: Geography, dice: Random
) -> Iterator[Site]:
    street_en = {row["nbs_code"]: row["name_en"] for row in facts.streets}
    for number, place in enumerate(places, start=1):
        name, where = place["name"], _locate(place, facts, geography, dice)
        street_id = where["street_id"]
        yield _build_site(
            f"JP-P-{number:02d}",
            f"{facts.street_names[street_id]}{name}{_TITLE}站",
            f"{place['en']} Station, {street_en[street_id]}",
            level="station",
            kind="place_station",
            opened_on=_draw_day(dice, date(2019, 9, 1), date(2021, 4, 30)),
            aliases=[name, f"{name}站", f"{name}实践站", f"{name}{_TITLE}站"],
            responsible_unit=f"{facts.street_names[street_id]}办事处",
            **where,
            **_draw_haves(dice),
        )


def _build_bases(
    places: Sequence[dict[str, Any]], facts: Facts, geography: Geography, dice: Random
) -> Iterator[Site]:
    for number, place in enumerate(places, start=1):
        name = place["name"]
        yield _build_site(
            f"JP-B-{number:02d}",
            f"{name}{_TITLE}基地",
            place["en"],
            level="base",
            kind=place["kind"],
            opened_on=_draw_day(dice, date(2019, 4, 1), date(2021, 3, 31)),
            closed_on=_CLOSED_BASES.get(name),
            aliases=[name, f"{name}基地", f"{name}实践点", *place.get("aliases", [])],
            responsible_unit=name,
            **_locate(place, facts, geography, dice),
            **_draw_haves(dice),
        )


def _mark_demonstration(sites: list[Site], dice: Random) -> None:
    """Three community stations a street, pilots first; all have the five and opened early."""
    for street_id in sorted({site["street_id"] for site in sites}):
        own = [s for s in sites if s["street_id"] == street_id and s["kind"] == "community_station"]
        dice.shuffle(own)
        own.sort(key=lambda site: site["pilot"] is None)
        for site in own[:_DEMONSTRATION_PER_STREET]:
            opened = _draw_day(dice, date(2019, 1, 21), date(2019, 6, 30))
            site |= {"is_demonstration": True, "opened_on": opened, **_ALL_FIVE}


def build_sites(facts: Facts, geography: Geography) -> list[Site]:
    text = Path(__file__).with_name("places.toml").read_text(encoding="utf-8")
    places = tomllib.loads(text)
    sites = [
        _build_centre(facts, geography, make_dice("sites/centre")),
        *_build_institutes(facts, geography, make_dice("sites/institutes")),
        *_build_community_stations(facts, geography, make_dice("sites/stations")),
        *_build_place_stations(places["station"], facts, geography, make_dice("sites/places")),
        *_build_bases(places["base"], facts, geography, make_dice("sites/bases")),
    ]
    _mark_demonstration(sites, make_dice("sites/demonstration"))
    return sites


def get_short_name(site: Record) -> str:
    """What a title calls the site: 蓬洲东社区, 鮀江街道, 西堤公园, 汕头市博物馆."""
    if site["level"] == "centre":
        return "区实践中心"
    name = site["name"].split(_TITLE)[0]
    return name if site["level"] in ("institute", "base") else name.split("街道", 1)[1]
