"""Those honoured at city level or above: what for, never who."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from generator.calendar import LAST_DAY
from generator.dice import make_dice
from generator.facts import Facts
from generator.table import Record

EXEMPLARS = 97  # the published figure is just under 100
_FIRST_DAY = date(2019, 2, 1)

# honour, level, kind, weight, what for
_HONOURS = (
    (
        "汕头好人",
        "city",
        "individual",
        30,
        ("助人为乐", "诚实守信", "孝老爱亲", "敬业奉献", "见义勇为"),
    ),
    ("汕头市道德模范", "city", "individual", 6, ("助人为乐", "孝老爱亲", "敬业奉献")),
    ("汕头市文明家庭", "city", "family", 16, ("书香", "孝老爱亲", "邻里和睦")),
    ("汕头市最美志愿者", "city", "individual", 14, ("社区服务", "助学支教", "扶贫帮困")),
    ("汕头市优秀志愿服务组织", "city", "group", 8, ("便民服务", "科普", "医疗卫生")),
    ("汕头市新时代好少年", "city", "individual", 6, ("勤学", "孝亲", "科技创新")),
    ("广东好人", "province", "individual", 10, ("助人为乐", "敬业奉献", "见义勇为")),
    ("广东省文明家庭", "province", "family", 3, ("孝老爱亲", "书香")),
    ("广东省最美志愿服务社区", "province", "group", 2, ("社区服务",)),
    ("中国好人", "nation", "individual", 2, ("见义勇为", "助人为乐")),
)
_KINDS = {"individual": "个人", "family": "家庭", "group": "集体"}


def build_exemplars(facts: Facts) -> list[Record]:
    """Labels hold the honour, the field, the street and a number: no person is named."""
    dice = make_dice("exemplars")
    streets = [row["nbs_code"] for row in facts.streets]
    drawn: list[dict[str, Any]] = []
    for _ in range(EXEMPLARS):
        honour, level, kind, _, fields = dice.choices(_HONOURS, [h[3] for h in _HONOURS])[0]
        days = int((LAST_DAY - _FIRST_DAY).days * dice.random() ** 0.85)
        talks = dice.choice((0, 0, 1, 1, 2, 3, 4, 6, 9)) if kind != "group" else 0
        drawn.append(
            {
                "honoured_on": _FIRST_DAY + timedelta(days=days),
                "honour": honour,
                "honour_level": level,
                "kind": kind,
                "street_id": dice.choice(streets),
                "field": dice.choice(fields),
                "talks": talks,
                "audience": sum(dice.randint(18, 95) for _ in range(talks)) if talks else None,
            }
        )
    drawn.sort(key=lambda row: (row["honoured_on"], row["street_id"], row["honour"]))
    numbers: Counter[str] = Counter()
    rows: list[Record] = []
    for number, row in enumerate(drawn, start=1):
        field = row.pop("field")
        street = facts.street_names[row["street_id"]].removesuffix("街道")
        numbers[row["honour"]] += 1
        label = f"{row['honour']}（{field}类{_KINDS[row['kind']]}，{street}）"
        rows.append(
            {
                "exemplar_id": f"JP-E-{number:03d}",
                **row,
                "label": f"{label}第{numbers[row['honour']]}号",
            }
        )
    return rows
