"""Section two of the paper: the problems, each from what shows it, in words that ask for help."""

from wenming.briefing.bound import Bound
from wenming.briefing.fitting import shorten
from wenming.briefing.measures import (
    bind_coverage,
    bind_day,
    bind_needs,
    bind_street,
    bind_walk,
    count,
    count_tasks,
    name_area_in_need,
    name_street,
)
from wenming.briefing.paper import Block, Paragraph
from wenming.briefing.sources import Material
from wenming.briefing.text import Line, join, say

_PROBLEMS = 6
_PROBLEM = 60  # characters of each; the annex has the whole
_PLACES = 3  # areas in need that are named; the proposed tasks and the annex have more


def tell_issues(material: Material) -> list[Block]:
    """Problems of the visits, silent sites, gaps, overdue tasks, rows that wait for review."""
    told = (
        ("issues.visits", _tell_visits(material)),
        ("issues.silent", _tell_silence(material)),
        ("issues.needs", _tell_needs(material)),
        ("issues.reach", _tell_reach(material)),
        ("issues.gaps", _tell_gaps(material)),
        ("issues.overdue", _tell_overdue(material)),
        ("issues.waiting", _tell_waiting(material)),
    )
    blocks: list[Block] = [Paragraph(key, line) for key, line in told if line]
    return blocks or [Paragraph("issues.none", say(material.t, "briefing.no_issues"))]


def _tell_visits(material: Material) -> Line:
    """Problems that field visits found and that are still open, the newest first."""
    t, ledger = material.t, material.ledger
    still = (("state", "open"),)
    total = ledger.bind("problems.open", "count", "problems", where=still)
    if not total.value:
        return ()
    pieces: list[Bound | Line | str] = []
    for problem in ledger.rows["problems"].choose(still)["problem_id"].head(_PROBLEMS):
        key = ("problem_id", str(problem))
        found = ledger.bind_cell("problems", key, "description")
        pieces.append(
            say(
                t, "briefing.problem", street=name_street(material, "problems", key),
                text=ledger.replace(found, shorten(found.text, _PROBLEM)),
            )
        )  # fmt: skip
    more = "briefing.problems_among" if count(total) > _PROBLEMS else "briefing.problems"
    return say(t, more, total=total, list=join(pieces, t("briefing.semicolon")))


def _tell_silence(material: Material) -> Line:
    """Silent sites, and apart from them those that never reported."""
    t, ledger = material.t, material.ledger
    silent = ledger.bind(
        "silent_sites.now",
        "count",
        "states_now",
        where=(("is_silent", "yes"),),
        definition="silent_sites",
    )
    never = ledger.bind("silent_sites.never", "count", "states_now", where=(("state", "never"),))
    if not silent.value and not never.value:
        return ()
    months = material.district.thresholds.silent_red_months
    return say(
        t,
        "briefing.silence",
        day=bind_day(material),
        silent=silent,
        long=ledger.bind(
            "silent_sites.long", "count", "states_now", where=(("state", "silent_3"),)
        ),
        never=never,
        months=ledger.bind_given("threshold.silent_red", str(months), "district.toml", months),
    )


def _tell_needs(material: Material) -> Line:
    """The needs-support list: how many areas, how many residents wait, and where most do."""
    t, ledger = material.t, material.ledger
    total = bind_needs(material)
    if not total.value:
        return ()
    unreached = ledger.bind("needs_support.unreached", "sum", "needs", "unreached")
    if not unreached.value:
        return say(t, "briefing.needs", total=total)
    needs = material.frame("needs")
    waiting = needs.loc[needs["unreached"].fillna(0) > 0, "area_id"]
    pieces: list[Bound | Line | str] = [
        say(
            t, "briefing.needs_area", area=name_area_in_need(material, str(area)),
            unreached=ledger.bind_cell("needs", ("area_id", str(area)), "unreached"),
        )
        for area in waiting.head(_PLACES)
    ]  # fmt: skip
    return say(
        t, "briefing.needs_unreached", total=total, unreached=unreached,
        list=join(pieces, t("briefing.comma")), **bind_walk(material),
    )  # fmt: skip


def _tell_reach(material: Material) -> Line:
    """Communities that have no open station."""
    covered, communities, _ = bind_coverage(material)
    missing = material.ledger.bind_difference("site_coverage.missing", communities, covered)
    if not missing.value:
        return ()
    return say(material.t, "briefing.unreached", missing=missing, communities=communities)


def _tell_gaps(material: Material) -> Line:
    """Streets without any activity, and tasks that some streets did not practise."""
    t, ledger = material.t, material.ledger
    rows = material.frame("measures_now")
    idle: list[Bound | Line | str] = [
        ledger.name(material.names["streets"][str(street)], "streets")
        for street in rows.loc[rows["street_id"].notna(), "street_id"]
        if not bind_street(material, str(street)).value
    ]
    sentences: list[Line] = []
    if idle and material.request.street_id is None:
        sentences.append(say(t, "briefing.idle", streets=join(idle, t("briefing.comma"))))
    missing: list[Bound | Line | str] = [
        t("briefing.quoted", name=name) for name, held in count_tasks(material) if not held.value
    ]
    if missing:
        sentences.append(say(t, "briefing.missing_tasks", tasks=join(missing, t("briefing.comma"))))
    if material.request.street_id is None and (sparse := _find_sparse(material)):
        name, held_in, streets = sparse
        sentences.append(say(t, "briefing.sparse_task", task=name, held=held_in, streets=streets))
    return tuple(run for sentence in sentences for run in sentence)


def _find_sparse(material: Material) -> tuple[str, Bound, Bound] | None:
    """The task that fewest streets practised, if some did not and some did."""
    ledger = material.ledger
    streets = ledger.bind("streets.all", "count", "streets")
    held = [
        (
            name,
            ledger.bind(
                f"task.{task}.streets", "distinct", "matrix_now", "street_id",
                where=(("task_id", task),),
            ),
        )
        for task, name in material.names["tasks"].items()
    ]  # fmt: skip
    sparse = [pair for pair in held if 0 < count(pair[1]) < count(streets)]
    if not sparse:
        return None
    name, fewest = min(sparse, key=lambda pair: count(pair[1]))
    return name, fewest, streets


def _tell_overdue(material: Material) -> Line:
    t, ledger = material.t, material.ledger
    where = (("urgency", "overdue"),)
    overdue = ledger.bind("tasks.overdue", "count", "tasks", where=where)
    if not overdue.value:
        return ()
    longest = ledger.bind("tasks.longest", "max", "tasks", "days_overdue", where=where)
    return say(t, "briefing.overdue", overdue=overdue, longest=longest)


def _tell_waiting(material: Material) -> Line:
    waiting = material.ledger.bind("waiting.now", "count", "waiting")
    return say(material.t, "briefing.waiting", waiting=waiting) if waiting.value else ()
