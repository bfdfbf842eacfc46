"""What waits for review: put together by cause, settled, and remembered by the next import."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, make_store
from tests.ledgers import NO_DATE, NO_SITE, make_ledger
from wenming.config import load_district
from wenming.i18n import Translator
from wenming.ingest.intake import HandedIn
from wenming.ingest.publishing import Judgement, judge, publish
from wenming.ingest.queue import Cause, find_missing, group_causes
from wenming.ingest.reading import Reading
from wenming.ingest.results import Outcome
from wenming.reports import data, reference
from wenming.store import Store, open_snapshot
from wenming.store.settling import Decision, settle

SITE = "JP-I-009"
LATER = ("夏日读书会", "2021.6.27", "图书室", 18)
OTHER = ("健康讲座", "2021.6.26", "老年活动点", 30)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path / "store", SAMPLE, registry_only=True)


@pytest.fixture
def hand_in(store: Store, tmp_path: Path) -> Callable[..., Judgement]:
    """`hand_in(row, row, office="甲", headings=…, columns=…)` judges a ledger of these rows."""

    def run(
        *rows: tuple[object, ...],
        office: str = "",
        columns: dict[str, str] | None = None,
        **layout: object,
    ) -> Judgement:
        path = tmp_path / "ledger.xlsx"
        path.write_bytes(make_ledger(*rows, **layout))  # type: ignore[arg-type]
        reading = Reading(date(2021, 7, 7), "wgs84", office=office, columns=columns or {})
        return judge(
            [HandedIn(path.name, path)],
            store=store,
            district=load_district(SAMPLE),
            reading=reading,
        )

    return run


def load_causes(store: Store) -> list[Cause]:
    return group_causes(data.queue_by_activity(open_snapshot(store)))


def test_rows_with_the_same_reason_are_one_cause(
    store: Store, hand_in: Callable[..., Judgement]
) -> None:
    publish(store, hand_in(NO_SITE, LATER, OTHER, NO_DATE))

    causes = load_causes(store)

    assert [len(cause.rows) for cause in causes] == [2, 1, 1]
    assert causes[0].alias == "图书室"
    assert "“图书室”不能对应到唯一的阵地" in causes[0].tell(Translator("zh"))
    no_date = next(cause for cause in causes if cause.alias is None)
    assert find_missing(no_date.rows[0], Decision("x", accepted=True)) == ("start",)


def test_what_differs_between_rows_of_a_cause_is_hidden(
    store: Store, hand_in: Callable[..., Judgement]
) -> None:
    first, second = ("讲座", "2021.2.30", "蓬洲东社区", 5), ("义诊", "2021.2.31", "蓬洲东社区", 5)
    publish(store, hand_in(first, second))

    (cause,) = load_causes(store)

    assert len(cause.rows) == 2
    assert cause.tell(Translator("zh")) == "没有“…”这一天。"


def test_a_name_settled_once_is_known_to_the_next_ledger(
    store: Store, hand_in: Callable[..., Judgement]
) -> None:
    publish(store, hand_in(NO_SITE))
    (cause,) = load_causes(store)
    row = cause.rows[0]["activity_id"]
    assert cause.alias is not None

    settle(store, [Decision(row, accepted=True, site_id=SITE)], aliases={cause.alias: SITE})

    (_, later) = hand_in(LATER).reports[0].rows
    assert later.outcome is Outcome.REPAIRED
    assert later.values["site_id"] == SITE


def test_a_settled_row_handed_in_again_is_a_repeat(
    store: Store, hand_in: Callable[..., Judgement]
) -> None:
    publish(store, hand_in(NO_SITE, NO_DATE))
    no_site, no_date = (cause.rows[0] for cause in load_causes(store))
    settle(
        store,
        [
            Decision(no_site["activity_id"], accepted=True, site_id=SITE),
            Decision(no_date["activity_id"], accepted=True, started_on=date(2021, 6, 5)),
        ],
    )

    judgement = hand_in(NO_SITE, NO_DATE)

    assert judgement.counts[Outcome.SKIPPED] == 3
    assert not judgement.keeps_anything


def test_a_column_chosen_once_is_read_so_for_that_office_only(
    store: Store, hand_in: Callable[..., Judgement]
) -> None:
    headings = ("活动名称", "活动时间", "所属实践站", "到场")
    row = ("学党史分享会", "2021.6.18", "蓬洲东社区", 32)
    more = ("读书会", "2021.6.19", "蓬洲东社区", 12)
    before = hand_in(row, headings=headings, office="鮀江街道")
    assert before.reports[0].rows[1].values["attendance"] is None

    chosen = hand_in(row, headings=headings, office="鮀江街道", columns={"到场": "attendance"})
    assert chosen.reports[0].rows[1].values["attendance"] == 32
    publish(store, chosen)

    learned = reference.learned_columns(open_snapshot(store))
    assert learned[["office", "heading", "field"]].to_numpy().tolist() == [
        ["鮀江街道", "到场", "attendance"]
    ]
    again = hand_in(more, headings=headings, office="鮀江街道")
    assert again.reports[0].rows[1].values["attendance"] == 12
    other = hand_in(more, headings=headings, office="鮀莲街道")
    assert other.reports[0].rows[1].values["attendance"] is None
