"""Begets processes that change a store without end, for `test_kills` to end them at any moment.

`python -m tests.store.nursery STORE SCRATCH` reads a number a line, and for each begets a process
that takes its deeds at random from that seed. It loads all it needs once: a process begotten later
begins at once. Each deed done is told as a line, `deed version`.
"""

import os
import random
import sys
from datetime import date
from pathlib import Path

from tests.conftest import SAMPLE
from tests.ledgers import DUMPLINGS, NO_SITE, make_ledger
from wenming.config import load_district
from wenming.ingest.intake import HandedIn
from wenming.ingest.publishing import judge, publish_or_judge_again
from wenming.ingest.reading import Reading
from wenming.ingest.undo import take_back
from wenming.reports import data, reference
from wenming.store import Store, open_snapshot
from wenming.store.pointer import find_pointer
from wenming.store.records import RecordChange, change_records
from wenming.store.recovery import recover_store, survey_store
from wenming.store.settling import Decision, settle

DISTRICT = load_district(SAMPLE)
OFFICE = "区文明办"


class Deeds:
    """What people do to a store; each returns the version that is current after it."""

    def __init__(self, store: Store, scratch: Path, seed: int) -> None:
        self.store, self.scratch, self.seed, self.count = store, scratch, seed, 0

    def import_(self) -> int | None:
        self.count += 1
        name = f"{self.seed}-{self.count}.xlsx"
        rows = [
            (row[0], f"{row[1]}（{self.seed}.{self.count}）", *row[2:])
            for row in (DUMPLINGS, NO_SITE)
        ]
        path = self.scratch / name
        path.write_bytes(make_ledger(*rows))
        reading = Reading(as_of=date(2021, 7, 7), crs="wgs84", office=OFFICE)

        def judge_it():  # type: ignore[no-untyped-def]
            files = [HandedIn(name, path)]
            return judge(files, store=self.store, district=DISTRICT, reading=reading)

        return publish_or_judge_again(self.store, judge_it(), judge_it, unseen=True).version

    def settle(self) -> int | None:
        snapshot = open_snapshot(self.store)
        waiting = data.queue_by_activity(snapshot)["activity_id"]
        if waiting.empty:
            return None
        site = str(reference.sites(snapshot)["site_id"].iloc[0])
        decision = Decision(waiting[0], True, site_id=site, started_on=date(2021, 6, 20))
        return settle(self.store, [decision], office=OFFICE)

    def edit(self) -> int:
        self.count += 1
        meeting = {"held_on": "2021-07-01", "name": "例会", "kind": "joint"}
        change = RecordChange("meetings", f"M-{self.seed}-{self.count}", meeting)
        return change_records(self.store, [change], who=OFFICE, expected=self.store.current())

    def undo(self) -> int | None:
        if len(open_snapshot(self.store).run("data__versions_by_number")) < 3:
            return None
        return self.store.undo(by=OFFICE)

    def take_back(self) -> int | None:
        batches = data.batches_by_file(open_snapshot(self.store))
        standing = batches[batches["undone_in"].isna()]["batch_id"]
        if standing.empty:
            return None
        return take_back(self.store, standing.iloc[0], district=DISTRICT, office=OFFICE).version

    def recover(self) -> int:
        find_pointer(self.store.folder).unlink()  # an accident, not the product's doing
        return recover_store(self.store, survey_store(self.store), by=OFFICE)


def live(store: Store, scratch: Path, seed: int) -> None:
    """Do one deed after another until somebody ends it; most often those that publish."""
    choose, deeds = random.Random(seed), Deeds(store, scratch, seed)  # noqa: S311 - a test's dice
    names = ["import_", "settle", "edit", "undo", "take_back", "recover"]
    while True:
        name = choose.choices(names, weights=[3, 3, 3, 3, 2, 3])[0]
        sys.stdout.write(f"begun-{name} 0\n")
        sys.stdout.flush()
        number = getattr(deeds, name)()
        sys.stdout.write(f"{name} {number or 0}\n")
        sys.stdout.flush()


def main() -> None:
    store, scratch = Store(Path(sys.argv[1])), Path(sys.argv[2])
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            live(store, scratch, int(line))
        sys.stdout.write(f"born {child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)
        sys.stdout.write("dead 0\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
