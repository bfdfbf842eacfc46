"""Street surveys of the rates that the district wants to raise, with their sample sizes."""

from datetime import date

from generator.dice import make_dice
from generator.facts import Facts
from generator.table import Record

_WAVES = (date(2019, 11, 20), date(2020, 11, 18), date(2021, 5, 19))
_RATES = {
    "awareness": (0.61, 0.73, 0.83),
    "support": (0.85, 0.90, 0.94),
    "participation": (0.27, 0.33, 0.42),
    "satisfaction": (0.85, 0.89, 0.93),
}


def build_surveys(facts: Facts) -> list[Record]:
    """Each wave asks 26–64 people a street; satisfaction is asked of those who took part."""
    dice = make_dice("surveys")
    rows: list[Record] = []
    for wave, day in enumerate(_WAVES):
        for street in facts.streets:
            asked_here = dice.randint(26, 64)
            lean = dice.gauss(0, 0.04)
            took_part = 0
            for measure, rates in _RATES.items():
                asked = took_part if measure == "satisfaction" else asked_here
                rate = min(0.98, max(0.05, rates[wave] + lean))
                yes = sum(dice.random() < rate for _ in range(asked))
                if measure == "participation":
                    took_part = yes
                rows.append(
                    {
                        "survey_id": f"JP-Q-{len(rows) + 1:03d}",
                        "surveyed_on": day,
                        "measure": measure,
                        "street_id": street["nbs_code"],
                        "asked": asked,
                        "yes": yes,
                    }
                )
    return rows
