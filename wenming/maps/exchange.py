"""Everything the exchange map shows, put together for the browser: see `browser/exchange.js`."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from wenming.exchange import count_from_elsewhere
from wenming.i18n import Translator
from wenming.maps.measures import Measure
from wenming.maps.shades import compute_shades
from wenming.palette import BRAND, TASKS

Place = tuple[float, float]
"""lat, lon in degrees."""

_COUNT = Measure("cross_street", "count")
_LAYERS = ("streets", "labels", "flows")


def build_data(
    *,
    flows: pd.DataFrame,
    streets: pd.DataFrame,
    street_names: Mapping[str, str],
    chosen: Sequence[str],
    centre: Place | None,
    marks: Sequence[str],
    t: Translator,
) -> dict[str, Any]:
    """What the browser draws, as plain values.

    `flows` is `exchange__flows_by_street_pair`; `streets` has street_id, lat and lon in the
    district's order. Teams of the whole district set out from `centre`; without it, as without a
    street's own point, there is no arrow. What stays within a street has none either.
    """
    places = {
        street["street_id"]: (round(float(street["lat"]), 5), round(float(street["lon"]), 5))
        for _, street in streets.dropna(subset=["lat", "lon"]).iterrows()
    }
    coming = count_from_elsewhere(flows)
    counts = [int(coming.get(street, 0)) for street in streets["street_id"]]
    shades = compute_shades(counts, _COUNT.kind)
    return {
        "words": {
            "switch": t("exchange.map_switch"),
            "legend_flows": t("exchange.map_flows"),
            "layers": {layer: t(f"exchange.layer_{layer}") for layer in _LAYERS},
        },
        "marks": list(marks),
        "kinds": [(BRAND, t("exchange.from_district")), (TASKS[3], t("exchange.from_street"))],
        "shading": {"title": t("exchange.map_shading"), "classes": shades.labels(_COUNT, t)},
        "streets": [
            {
                "id": street,
                "name": street_names[street],
                "lat": places[street][0] if street in places else None,
                "lon": places[street][1] if street in places else None,
                "colour": shades.colour(count),
                "value": t("exchange.map_street", count=t.number(count)),
                "chosen": street in chosen,
            }
            for street, count in zip(streets["street_id"], counts, strict=True)
        ],
        "flows": [
            {
                "from": places[home] if home else centre,
                "to": places[street],
                "count": count,
                "colour": TASKS[3] if home else BRAND,
                "text": t(
                    "exchange.map_flow",
                    home=street_names[home] if home else t("exchange.district"),
                    street=street_names[street],
                    count=t.number(count),
                ),
            }
            for home, street, count in _list_flows(flows)
            if street in places and (home in places if home else centre)
        ],
    }


def _list_flows(flows: pd.DataFrame) -> list[tuple[str | None, str, int]]:
    """(home or None, street served, activities) of every flow that leaves its street."""
    rows = flows.dropna(subset=["street_id"])
    homes = [None if pd.isna(home) else str(home) for home in rows["home_street_id"]]
    pairs = zip(homes, rows["street_id"], rows["activities"], strict=True)
    return [(home, street, int(count)) for home, street, count in pairs if home != street]
