"""The tables of streets and communities."""

from collections.abc import Mapping

from generator.facts import Facts
from generator.geography import Geography, compute_area_km2, round_point
from generator.table import Record

# Other ways a street is written: the civil-affairs character, and misspellings seen in ledgers.
_SPELLINGS = {"鮀": ("𬶍", "陀", "驼")}

_RURAL_STREETS = ("岐山街道", "鮀莲街道", "鮀江街道", "月浦街道")
# Estates and campuses on rural streets that are taken to be urban.
_URBAN_ESTATES = ("红树湾", "安居", "鮀都", "华新城", "福岛", "岐山")


def list_street_aliases(name: str, merged_from: str) -> list[str]:
    """The short name, other spellings, and the streets that were merged into it in 2019."""
    names = [name]
    for character, others in _SPELLINGS.items():
        if character in name:
            names += [name.replace(character, other) for other in others]
    own = name.removesuffix("街道")
    names += [f"{part}街道" for part in merged_from.split("+") if part != own]
    return names[1:] + [each.removesuffix("街道") for each in names]


def find_rural(facts: Facts) -> frozenset[str]:
    """Communities taken to be rural (涉农): those of the outer streets but their new estates."""
    return frozenset(
        row["nbs_code"]
        for row in facts.communities
        if row["street"] in _RURAL_STREETS and row["name"] not in _URBAN_ESTATES
    )


def build_streets(facts: Facts, geography: Geography, residents: Mapping[str, int]) -> list[Record]:
    def build(row: Mapping[str, str]) -> Record:
        street_id = row["nbs_code"]
        lon, lat = geography.landmarks[street_id]
        drawn = round(compute_area_km2(geography.streets[street_id]), 2)
        return {
            "street_id": street_id,
            "mca_code": row["mca_code"],
            "name": row["name"],
            "name_en": row["name_en"],
            "aliases": list_street_aliases(row["name"], row["merged_from"]),
            "population": residents[street_id],
            "population_basis": "census2020" if row["population_2020"] else "modelled",
            "area_km2": float(row["area_km2"]) if row["area_km2"] else drawn,
            "area_basis": "published" if row["area_km2"] else "schematic",
            "lon": lon,
            "lat": lat,
        }

    return [build(row) for row in facts.streets]


def build_communities(
    facts: Facts, geography: Geography, residents: Mapping[str, int]
) -> list[Record]:
    rural = find_rural(facts)

    def build(row: Mapping[str, str]) -> Record:
        community_id = row["nbs_code"]
        lon, lat = round_point(geography.points[community_id])
        return {
            "community_id": community_id,
            "street_id": community_id[:9],
            "name": row["name"],
            "name_en": facts.english[row["name"]],
            "population": residents[community_id],
            "population_basis": "modelled",
            "is_rural": community_id in rural,
            "rural_basis": "assumed",
            "lon": lon,
            "lat": lat,
        }

    return [build(row) for row in facts.communities]
