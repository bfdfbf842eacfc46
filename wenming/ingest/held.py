"""The rows of a long file that are kept, a few numbers each, and which of them repeat others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from rapidfuzz import fuzz, process

from wenming.ingest.columns import Mask, Texts
from wenming.ingest.repeats import Existing, Held, Likeness, NothingHeld, Repeat, find_repeat
from wenming.ingest.results import Place

Numbers = np.ndarray[Any, Any]
_EPOCH = date(1970, 1, 1)
_COUNTS = ("attendance", "volunteers", "service_hours")
_MANY = 64  # rows of one site and day from which on each is compared by itself


class HeldRows(NothingHeld):
    """Rows of one file with site, day and title, in columns. `place` is a row's among all."""

    def __init__(self, file: str, number: str) -> None:
        self._file, self._number = file, number
        self._added: list[dict[str, Numbers]] = []
        self._titles: list[pa.Array] = []
        self._sites: dict[str, int] = {}
        self._offset = 0

    def add(self, batch: pa.RecordBatch, titles: pa.DictionaryArray, places: Numbers) -> None:
        """Hold rows of a batch (of `spool.SCHEMA`) with the titles they are compared by; `places`
        are theirs in the file."""
        sites = batch["site_id"].dictionary_encode()
        known = [
            self._sites.setdefault(site, len(self._sites)) for site in sites.dictionary.to_pylist()
        ]
        self._titles.append(titles.dictionary)
        self._added.append(
            {
                "site": np.array(known, np.int32)[sites.indices.to_numpy()],
                "day": batch["started_on"].cast(pa.int32()).to_numpy(),
                "title": titles.indices.to_numpy() + self._offset,
                "start": batch["start_time"].cast(pa.int32()).fill_null(-1).to_numpy(),
                "row": batch["row"].to_numpy(),
                "place": places.astype(np.int32),
                **{
                    name: batch[name].cast(pa.float64()).to_numpy(zero_copy_only=False)
                    for name in _COUNTS
                },
            }
        )
        self._offset += len(titles.dictionary)

    def sort(self) -> None:
        """Put all rows in order of site, day and place. Nothing is added after."""
        names = self._added[0] if self._added else ()
        joined = {name: np.concatenate([each[name] for each in self._added]) for name in names}
        self._added.clear()
        self._rows = joined
        if not joined:
            return
        order = np.lexsort((joined["place"], joined["day"], joined["site"]))
        for name in joined:
            joined[name] = joined[name][order]
        distinct = pa.concat_arrays(self._titles).dictionary_encode()
        self._titles = [distinct.dictionary]
        joined["title"] = distinct.indices.to_numpy()[joined["title"]]

    def drop(self, places: Numbers) -> None:
        """Forget rows that turned out to repeat others."""
        if self._rows:
            kept = ~np.isin(self._rows["place"], places)
            self._rows = {name: column[kept] for name, column in self._rows.items()}

    def held_at_site(self, site_id: str) -> Mapping[date, Sequence[Held]]:
        """Rows kept at a site, by day."""
        days: dict[date, list[Held]] = {}
        numbers = np.arange(*self._span(site_id))
        for number, held in zip(numbers.tolist(), self._held(numbers), strict=True):
            days.setdefault(_day(self._rows["day"][number]), []).append(held)
        return days

    def held_at(self, site_id: str, day: date) -> Sequence[Held]:
        """Rows kept at a site on a day."""
        first, last = self._span(site_id)
        if first == last:
            return ()
        days = self._rows["day"][first:last]
        begin, end = np.searchsorted(days, (day - _EPOCH).days + np.array([0, 1]))
        return self._held(np.arange(first + begin, first + end))

    def find_repeats(
        self,
        stored: Existing,
        batch: Sequence[Existing],
        near_percent: float,
        fold: Callable[[str], str],
    ) -> Iterator[tuple[int, Repeat]]:
        """The rows that repeat others by `find_repeat`, each with its place in the file.

        Every row is compared with those in the store, in other files and before it in this one.
        Most have no title like theirs on their day: those are passed over where nothing else is
        held.
        """
        if not self._rows:
            return
        starts = np.flatnonzero(self._changes())
        ends = np.append(starts[1:], len(self._rows["site"]))
        alike = self._alike(near_percent)
        has_alike, sites = np.logical_or.reduceat(alike, starts), self._rows["site"][starts]
        for site_id, site in self._sites.items():
            before = [stored.held_at_site(site_id), *(each.held_at_site(site_id) for each in batch)]
            groups = np.arange(*np.searchsorted(sites, [site, site + 1]))
            numbers = np.arange(*self._span(site_id))
            if not any(before):
                groups, numbers = groups[has_alike[groups]], numbers[alike[numbers]]
            held = dict(zip(numbers.tolist(), self._held(numbers), strict=True))
            for group in groups.tolist():
                day = _day(self._rows["day"][starts[group]])
                others = [replace(row, title=fold(row.title)) for row in before[0].get(day, ())]
                others += [row for each in before[1:] for row in each.get(day, ())]
                span = np.arange(starts[group], ends[group])
                span = span if others else span[alike[span]]
                for number in span.tolist():
                    repeat = find_repeat(held[number], others, near_percent)
                    if repeat is not None:
                        yield int(self._rows["place"][number]), repeat
                    if repeat is None or repeat.likeness is not Likeness.DUPLICATE:
                        others.append(held[number])

    def _changes(self) -> Mask:
        """Where another site or day begins."""
        site, day = self._rows["site"], self._rows["day"]
        changes = np.ones(len(site), bool)
        changes[1:] = (site[1:] != site[:-1]) | (day[1:] != day[:-1])
        return changes

    def _alike(self, near_percent: float) -> Mask:
        """Rows with a title like that of another of the same site and day."""
        group = np.cumsum(self._changes())
        title, alike = self._rows["title"], np.zeros(len(group), bool)
        texts = np.array(self._titles[0].to_pylist(), object)
        lengths = np.fromiter(map(len, texts), np.int32, len(texts))
        for step in range(1, _MANY):
            first = np.flatnonzero(group[step:] == group[:-step])
            if not len(first):
                return alike
            pairs = title[first], title[first + step]
            found = first[_are_alike(texts, lengths, *pairs, near_percent)]
            alike[found] = alike[found + step] = True
        many: Mask = np.bincount(group)[group] > _MANY
        return alike | many

    def _span(self, site_id: str) -> tuple[int, int]:
        site = self._sites.get(site_id)
        if site is None or not self._rows:
            return 0, 0
        first, last = np.searchsorted(self._rows["site"], [site, site + 1])
        return int(first), int(last)

    def _held(self, numbers: Numbers) -> list[Held]:
        rows = self._rows
        if not len(numbers):
            return []
        titles = self._titles[0].take(pa.array(rows["title"][numbers])).to_pylist()
        starts, places = rows["start"][numbers].tolist(), rows["row"][numbers].tolist()
        counts = (_read_counts(rows[name][numbers]) for name in _COUNTS)
        return [
            Held(
                title,
                None if start < 0 else time(start // 3600, start // 60 % 60, start % 60),
                attendance,
                volunteers,
                hours,
                Place(self._file, "", place, self._number),
            )
            for title, start, place, attendance, volunteers, hours in zip(
                titles, starts, places, *counts, strict=True
            )
        ]


def _read_counts(counts: Numbers) -> list[float | None]:
    return [None if count != count else count for count in counts.tolist()]


def encode_titles(titles: Texts) -> pa.DictionaryArray:
    """What titles are compared by, as `HeldRows` takes it."""
    texts = pa.array(titles.texts, pa.large_string())
    return pa.DictionaryArray.from_arrays(pa.array(titles.codes), texts)


def _are_alike(
    texts: Numbers, lengths: Numbers, one: Numbers, other: Numbers, near_percent: float
) -> Mask:
    """Which pairs of titles, given by their numbers among `texts`, are near matches or the same."""
    alike: Mask = one == other
    # The ratio of titles of a and b signs is at most 2 min(a, b) / (a + b).
    shorter = np.minimum(lengths[one], lengths[other])
    worth = 200 * shorter >= (near_percent - 1) * (lengths[one] + lengths[other])
    asked = np.flatnonzero(worth & ~alike)
    pairs = texts[one[asked]], texts[other[asked]]
    ratios = process.cpdist(*pairs, scorer=fuzz.ratio, score_cutoff=near_percent, workers=-1)
    alike[asked] = ratios > 0
    return alike


def _day(number: int) -> date:
    return _EPOCH + timedelta(days=int(number))
