"""A store in which each thing that a store can record was done once."""

import shutil
from datetime import date
from pathlib import Path

from tests.conftest import RIVERTON, take_back
from wenming.config import load_district
from wenming.ingest.intake import HandedIn
from wenming.ingest.publishing import judge, publish
from wenming.ingest.reading import Reading
from wenming.reports import data
from wenming.store import Action, Store, open_snapshot
from wenming.store.records import RecordChange, change_records
from wenming.store.settling import Decision, settle
from wenming.store.upgrade import upgrade_store

LEDGER = """Activity,Date,Site,Attendance
Reading hour,2021-05-06,Mill Street House,12
Nobody knows where,2021-05-07,The old shed,8
"""
MEETING = {"name": "May", "held_on": "2021-05-31", "kind": "progress"}


def record_everything(folder: Path, small: Store) -> Store:
    """Do all there is on a copy of the small district's store."""
    store = Store(shutil.copytree(small.folder, folder / "store"))
    store.publish(lambda one: one.execute("drop macro known_since"), action=Action.EDIT)
    upgrade_store(store, office="Mill Street")
    _import_ledger(store, folder)
    waiting = data.queue_by_activity(open_snapshot(store))["activity_id"].iloc[0]
    settle(store, [Decision(waiting, accepted=False)], office="Mill Street")
    change_records(store, [RecordChange("meetings", "M-9", MEETING)], who="Mill Street")
    batch = data.batches_by_file(open_snapshot(store))["batch_id"].iloc[0]
    take_back(store, batch, office="Mill Street")
    recorded = {store.describe(number).action for number in store.published()}
    assert recorded == set(Action), "do here what a store can record since"
    return store


def _import_ledger(store: Store, folder: Path) -> None:
    path = folder / "may.csv"
    path.write_text(LEDGER, encoding="utf-8")
    reading = Reading(date(2021, 6, 30), crs="wgs84", office="Mill Street")
    judged = judge(
        [HandedIn(path.name, path)], store=store, district=load_district(RIVERTON), reading=reading
    )
    publish(store, judged)
