"""How many people live where: streets, communities and points, each summing to the one above."""

from collections.abc import Mapping

from generator.dice import apportion, make_dice
from generator.facts import Facts
from generator.geography import Geography, place_nearby
from generator.table import Record

DISTRICT_RESIDENTS = 777_024  # seventh census, 2020

# From 2010 to 2020: the one street with both counts shrank to 0.837; the old town is taken to have
# gone the same way, and the streets with new estates and the university to have grown. Assumed.
_TREND_FROM_2010 = {
    "金砂街道": 0.84,
    "东方街道": 0.84,
    "广厦街道": 0.95,
    "岐山街道": 1.10,
    "鮀莲街道": 1.05,
    "鮀江街道": 1.10,
}


def compute_street_residents(facts: Facts) -> dict[str, int]:
    """By street_id: the 2020 count where published, else a share of what is left of the total.

    The share follows the 2010 count and its trend; without one, the number of committees.
    """
    known = {
        r["nbs_code"]: int(r["population_2020"]) for r in facts.streets if r["population_2020"]
    }
    trended = {
        row["nbs_code"]: int(row["population_2010"]) * _TREND_FROM_2010[row["name"]]
        for row in facts.streets
        if row["population_2010"] and row["nbs_code"] not in known
    }
    sized = known | trended
    committees = {row["nbs_code"]: 0 for row in facts.streets}
    for row in facts.communities:
        committees[row["nbs_code"][:9]] += 1
    per_committee = sum(sized.values()) / sum(committees[i] for i in sized)
    modelled = {
        i: trended.get(i, committees[i] * per_committee) for i in committees if i not in known
    }
    parts = apportion(DISTRICT_RESIDENTS - sum(known.values()), list(modelled.values()))
    residents = known | dict(zip(modelled, parts, strict=True))
    return {i: residents[i] for i in committees}


def compute_community_residents(facts: Facts, streets: Mapping[str, int]) -> dict[str, int]:
    """By community_id: log-normal sizes within each street."""
    dice = make_dice("communities/residents")
    residents: dict[str, int] = {}
    for street_id, total in streets.items():
        ids = [r["nbs_code"] for r in facts.communities if r["nbs_code"].startswith(street_id)]
        sizes = [dice.lognormvariate(0, 0.35) for _ in ids]
        residents |= dict(zip(ids, apportion(total, sizes), strict=True))
    return residents


def build_population_points(
    residents: Mapping[str, int], geography: Geography, rural: frozenset[str]
) -> list[Record]:
    """About ten places a community where its residents are put; the sums hold exactly."""
    dice = make_dice("population_points")
    rows: list[Record] = []
    for community_id, total in residents.items():
        count = dice.randint(9, 11)
        spread = 650.0 if community_id in rural else 260.0
        parts = apportion(total, [dice.lognormvariate(0, 0.5) for _ in range(count)])
        for number, part in enumerate(parts, start=1):
            lon, lat = place_nearby(dice, geography, community_id, spread)
            rows.append(
                {
                    "point_id": f"{community_id}-{number:02d}",
                    "community_id": community_id,
                    "lon": lon,
                    "lat": lat,
                    "residents": part,
                    "basis": "modelled",
                }
            )
    return rows
