"""Which activity is held when and where: months, then days and events, then sites."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from generator.calendar import LAST_DAY, list_days, list_months
from generator.catalogue import Event
from generator.dice import apportion, make_dice
from generator.sites import Site

# How full each month is against the others: growth, a fall in early 2020, and the boom of 2021.
_MONTHS = (
    *(38, 46, 62, 56, 60, 72, 66, 60, 78, 84, 72, 76),
    *(72, 15, 21, 38, 58, 76, 82, 74, 98, 106, 92, 98),
    *(86, 90, 136, 148, 150, 194),
)
_LEVELS = {"centre": "C", "institute": "I", "station": "S", "base": "B"}
_USUAL = {"centre": 9.0, "institute": 3.3, "station": 1.0, "base": 1.1}
_PATIENCE = {"centre": 0.9, "institute": 0.85, "station": 0.45, "base": 0.5}
_SECOND_OF_THE_DAY = 0.3
_NEVER_REPORTED = 9  # stations that have handed in nothing yet
_FELL_SILENT = 18  # stations and bases whose last activity lies months back
_LAST_DAYS = (
    *(date(2020, 9, 30), date(2020, 12, 31), date(2021, 1, 31)),
    *(date(2021, 2, 28), date(2021, 3, 31), date(2021, 4, 30)),
)


@dataclass(frozen=True)
class Slot:
    """One activity to be held."""

    day: date
    event: Event
    site: Site
    is_online: bool


@dataclass
class _Liveliness:
    """How busy each site is, by site_id, and the day after which it holds nothing."""

    weights: dict[str, float]
    last_days: dict[str, date]


def _draw_liveliness(sites: Sequence[Site]) -> _Liveliness:
    dice = make_dice("schedule/liveliness")
    weights = {}
    for site in sites:
        weight = _USUAL[site["level"]] * dice.lognormvariate(0, 0.55)
        weight *= 1.8 if site["is_demonstration"] else 1.0
        weights[site["site_id"]] = weight * (1.6 if site["pilot"] else 1.0)
    plain = [
        site
        for site in sites
        if site["level"] in ("station", "base")
        and not site["is_demonstration"]
        and not site["pilot"]
        and not site["closed_on"]
    ]
    dice.shuffle(plain)
    stations = [site for site in plain if site["level"] == "station"]
    never = {site["site_id"] for site in stations[:_NEVER_REPORTED]}
    weights |= dict.fromkeys(never, 0.0)
    early = [s for s in plain if s["site_id"] not in never and s["opened_on"] < date(2020, 9, 1)]
    last_days = {site["site_id"]: dice.choice(_LAST_DAYS) for site in early[:_FELL_SILENT]}
    return _Liveliness(weights, last_days)


class _SiteChooser:
    """Chooses sites one after another, sparing those that have had their share of the month."""

    def __init__(self, sites: Sequence[Site], rural: frozenset[str]) -> None:
        self.sites = sites
        self.rural = rural
        self.lively = _draw_liveliness(sites)
        self.likings = make_dice("schedule/likings")
        self.liked: dict[tuple[str, int], float] = {}
        for site in sites:
            for index in range(100):
                self.liked[site["site_id"], index] = self.likings.lognormvariate(0, 0.9)
        self.month_counts: Counter[str] = Counter()
        self.taken: defaultdict[tuple[str, date], set[int]] = defaultdict(set)

    def start_month(self) -> None:
        self.month_counts.clear()

    def choose(self, dice: Random, event: Event, day: date) -> Site | None:
        weights = [self._weigh(site, event, day) for site in self.sites]
        if not any(weights):
            return None
        site = dice.choices(self.sites, weights=weights)[0]
        self.month_counts[site["site_id"]] += 1
        self.taken[site["site_id"], day].add(event.index)
        return site

    def _weigh(self, site: Site, event: Event, day: date) -> float:
        site_id = site["site_id"]
        last = self.lively.last_days.get(site_id, site["closed_on"] or LAST_DAY)
        if not site["opened_on"] <= day <= last:
            return 0.0
        level = _LEVELS[site["level"]]
        if level not in event.at or (level == "B" and site["kind"] not in event.kinds):
            return 0.0
        weight = self.lively.weights[site_id] * self.liked[site_id, event.index]
        weight *= _PATIENCE[site["level"]] ** self.month_counts[site_id]
        if taken := self.taken.get((site_id, day)):
            is_repeat = event.index in taken or level in "SB"
            weight *= 0.0 if is_repeat else _SECOND_OF_THE_DAY
        if event.rural:
            is_rural = site["community_id"] in self.rural
            weight *= 2.5 if is_rural else 0.0 if event.rural == "only" else 1.0
        return weight


def build_schedule(
    events: Sequence[Event], sites: Sequence[Site], rural: frozenset[str], total: int
) -> list[Slot]:
    """`total` slots over the months of the calendar, in order of day."""
    dice = make_dice("schedule")
    chooser = _SiteChooser(sites, rural)
    slots: list[Slot] = []
    for (year, month), quota in zip(list_months(), apportion(total, _MONTHS), strict=True):
        chooser.start_month()
        options, weights = [], []
        for event in events:
            for day in list_days(year, month):
                for is_online, weight in enumerate(event.compute_intensity(day)):
                    if weight:
                        options.append((day, event, bool(is_online)))
                        weights.append(weight)
        left = quota
        while left:
            day, event, is_online = dice.choices(options, weights=weights)[0]
            site = chooser.choose(dice, event, day)
            if site is not None:
                slots.append(Slot(day, event, site, is_online))
                left -= 1
    slots.sort(key=lambda slot: (slot.day, slot.site["site_id"]))
    return slots
