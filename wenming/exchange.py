"""What the exchange page's frames say: town teams in the country, who serves where, services."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from wenming.i18n import Translator


@dataclass(frozen=True)
class Exchange:
    """Activities in the country, of one period, by who held them.

    `by_town` are those of town teams, `at_schools` of these at schools; `told` of all in the
    country name their team. `attendance` is of town teams' activities, null where none reported
    any, and `reported` how many of these did.
    """

    in_country: int
    told: int
    by_town: int
    at_schools: int
    attendance: float | None
    reported: int


def total_exchange(settings: pd.DataFrame) -> Exchange:
    """The totals of `exchange__settings_by_month`."""
    country = settings[settings["is_rural"].astype(bool)]
    town = choose_town_in_country(settings)
    attendance = town["attendance"].sum(min_count=1)
    return Exchange(
        in_country=int(country["activities"].sum()),
        told=int(country.loc[country["has_team"].astype(bool), "activities"].sum()),
        by_town=int(town["activities"].sum()),
        at_schools=int(town.loc[town["is_school"].astype(bool), "activities"].sum()),
        attendance=None if pd.isna(attendance) else float(attendance),
        reported=int(town["attendance_reported"].sum()),
    )


def choose_town_in_country(settings: pd.DataFrame) -> pd.DataFrame:
    """The rows of what town teams hold in the country; a team not named is of neither."""
    of_town = ~settings["home_is_rural"].astype("boolean").fillna(True)
    return settings[of_town.astype(bool) & settings["is_rural"].astype(bool)]


def count_from_elsewhere(flows: pd.DataFrame) -> dict[str, int]:
    """Activities by street served that teams of another street or of the district held."""
    away = flows[flows["home_street_id"].fillna("") != flows["street_id"].fillna("")]
    return {
        str(street): int(n) for street, n in away.groupby("street_id")["activities"].sum().items()
    }


def share_from_elsewhere(flows: pd.DataFrame) -> tuple[int, int]:
    """(activities by teams from elsewhere, activities that name their team), of streets' own."""
    in_streets = flows.dropna(subset=["street_id"])
    return sum(count_from_elsewhere(in_streets).values()), int(in_streets["activities"].sum())


def tell_country(exchange: Exchange, t: Translator) -> str:
    """How much of what is held in the country town teams hold, and how much of it at schools."""
    if not exchange.told:
        return t("exchange.country_none")
    return t(
        "exchange.country_finding",
        count=t.number(exchange.by_town),
        told=t.number(exchange.told),
        share=t.percent(exchange.by_town / exchange.told, 0),
        schools=t.number(exchange.at_schools),
    )


def tell_flows(flows: pd.DataFrame, names: Mapping[str, str], t: Translator) -> str:
    """The share served from elsewhere, and the street where most come to."""
    part, whole = share_from_elsewhere(flows)
    if not whole:
        return t("exchange.flows_none")
    text = t("exchange.flows_finding", share=t.percent(part / whole, 0), part=t.number(part))
    coming = count_from_elsewhere(flows)
    if not coming:
        return text
    street = max(coming, key=coming.__getitem__)
    return text + t(
        "exchange.flows_most", street=names.get(street, street), count=t.number(coming[street])
    )


def tabulate_services(services: pd.DataFrame, name: str) -> pd.DataFrame:
    """A row a service: activities in town, in the country, of these at schools, and the share.

    `services` is `exchange__services_by_setting`; `name` its column of names.
    """
    rural = services["is_rural"].astype(bool)
    counts = pd.DataFrame(
        {
            "service_id": services["service_id"],
            "name": services[name],
            "town": services["activities"].where(~rural, 0),
            "country": services["activities"].where(rural, 0),
            "schools": services["activities"].where(rural & services["is_school"].astype(bool), 0),
            "attendance": services["attendance"].where(rural),
        }
    )
    table = counts.groupby(["service_id", "name"], sort=False, as_index=False).agg(
        town=("town", "sum"),
        country=("country", "sum"),
        schools=("schools", "sum"),
        attendance=("attendance", lambda values: values.sum(min_count=1)),
    )
    return table.assign(share=table["country"] / (table["country"] + table["town"]))


def tell_services(table: pd.DataFrame, t: Translator) -> str:
    """How many services' activities were in the country, and the service that was there most."""
    held = int(table["country"].sum())
    if not held:
        return t("exchange.services_none")
    most = table.nlargest(1, "country").iloc[0]
    return t(
        "exchange.services_finding",
        held=t.number(held),
        service=most["name"],
        count=t.number(most["country"]),
    )
