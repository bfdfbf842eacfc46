"""Section two of the paper: the problems, each from what shows it, in words that ask for help."""

from functools import reduce

from wenming.briefing.bound import Bound
from wenming.briefing.fitting import quote_words, shorten
from wenming.briefing.measures import (
    bind_coverage,
    bind_day,
    bind_needs,
    bind_street,
    bind_walk,
    count,
    count_tasks,
    is_reach_estimated,
    join_tasks,
    name_area_in_need,
    name_extent,
    name_needs,
    name_street,
    tell_as_of,
    tell_cell_day,
)
from wenming.briefing.paper import Block, Paragraph
from wenming.briefing.sources import Material
from wenming.briefing.text import Line, join, say

_PROBLEMS = 6
_PROBLEM = 60  # characters of each; the annex has the whole
_MEASURE = 30  # characters of the task that answers it; the table of tasks has the whole
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
    """Problems that are still open, the newest first: each with its street, day and who acts."""
    t, ledger = material.t, material.ledger
    still = (("state", "open"),)
    total = ledger.bind("problems.open", "count", "problems", where=still)
    if not total.value:
        return ()
    shown = ledger.rows["problems"].choose(still)
    pieces = [_tell_problem(material, str(id)) for id in shown["problem_id"].head(_PROBLEMS)]
    key = "problems" if shown["visit_id"].notna().all() else "problems_noted"
    key += "_among" if len(shown) > len(pieces) else ""
    listed = ledger.bind_given("problems.listed", str(len(pieces)), "rule", len(pieces))
    return say(
        t, f"briefing.{key}", total=total, listed=listed, list=join(pieces, t("briefing.semicolon"))
    )


def _tell_problem(material: Material, problem: str) -> Line:
    """The problem in its own words, when it was raised, and the task that answers it."""
    t, ledger = material.t, material.ledger
    key = ("problem_id", problem)
    found = ledger.bind_cell("problems", key, "description")
    raised = ledger.bind_cell("problems", key, "raised_on")
    tasks = ledger.rows["tasks"].choose((key,))
    places: dict[str, Bound | Line | str] = {
        "street": name_street(material, "problems", key),
        "text": ledger.replace(found, shorten(quote_words(found.text), _PROBLEM)),
        "day": ledger.replace(raised, tell_cell_day(material, raised)),
    }
    if tasks.empty:
        return say(t, "briefing.problem", **places)
    task = ("task_id", str(tasks["task_id"].iloc[-1]))
    measure = ledger.bind_cell("tasks", task, "measure", id=f"problem.{problem}.measure")
    places["measure"] = ledger.replace(measure, shorten(quote_words(measure.text), _MEASURE))
    places["unit"] = ledger.bind_cell("tasks", task, "lead_unit")
    return say(t, "briefing.problem_answered", **places)


def _tell_silence(material: Material) -> Line:
    """Silent sites, and apart from them those that never reported."""
    t, ledger = material.t, material.ledger

    def bind(id: str, column: str, value: str, definition: str | None = None) -> Bound:
        where = ((column, value),)
        return ledger.bind(id, "count", "states_now", where=where, definition=definition)

    silent = bind("silent_sites.now", "is_silent", "yes", "silent_sites")
    never = bind("silent_sites.never", "state", "never")
    long = bind("silent_sites.long", "state", "silent_3")
    months = material.district.thresholds.silent_red_months
    places: dict[str, Bound | Line | str] = {
        "day": bind_day(material), "silent": silent, "long": long, "never": never,
        "months": ledger.bind_given("threshold.silent_red", str(months), "district.toml", months),
    }  # fmt: skip
    if not silent.value:
        return say(t, "briefing.silence_never_only", **places) if never.value else ()
    told = say(t, "briefing.silence", **places)
    if long.value:
        told += say(t, f"briefing.silence_long{_all(long, silent)}", **places)
    if never.value:
        told += say(t, "briefing.silence_never", **places)
    return told + say(t, "briefing.silence_end")


def _all(part: Bound, whole: Bound) -> str:
    if part.value != whole.value:
        return ""
    return "_all" if count(whole) > 1 else "_one"


def _tell_needs(material: Material) -> Line:
    """The needs-support list: how many areas, how many residents wait, and where most do."""
    t, ledger = material.t, material.ledger
    total = bind_needs(material)
    if not total.value:
        return ()
    places: dict[str, Bound | Line | str] = {"total": name_needs(material), "of": total}
    unreached = ledger.bind("needs_support.unreached", "sum", "needs", "unreached")
    if not unreached.value:
        return say(t, "briefing.needs", **places)
    where, pieces = _find_places(material, unreached)
    return say(
        t, "briefing.needs_unreached", **places, unreached=unreached,
        estimated=t("briefing.estimated") if is_reach_estimated(material) else "",
        places=say(t, f"briefing.needs_{where}", list=join(pieces, t("briefing.place_separator"))),
        **bind_walk(material),
    )  # fmt: skip


def _find_places(material: Material, unreached: Bound) -> tuple[str, list[Line]]:
    """The areas with most residents out of reach, the most first, and what part they are.

    The part is `all`, `most` for more than half, else `largest`: the list itself is in another
    order, by how many wait and how long.
    """
    t, ledger = material.t, material.ledger
    needs = material.frame("needs")
    waiting = needs[needs["unreached"].fillna(0) > 0]
    waiting = waiting.sort_values("unreached", ascending=False, kind="stable")
    shown = waiting.head(_PLACES)
    pieces = [
        say(
            t, "briefing.needs_area", area=name_area_in_need(material, str(area)),
            unreached=ledger.bind_cell("needs", ("area_id", str(area)), "unreached"),
        )
        for area in shown["area_id"]
    ]  # fmt: skip
    if len(shown) == len(waiting):
        return "all", pieces
    return "most" if 2 * shown["unreached"].sum() > count(unreached) else "largest", pieces


def _tell_reach(material: Material) -> Line:
    """Communities that have no open station."""
    covered, communities, _ = bind_coverage(material)
    missing = material.ledger.bind_difference("site_coverage.missing", communities, covered)
    if not missing.value:
        return ()
    key = name_extent(missing, communities)
    return say(
        material.t, f"briefing.unreached_{key}", missing=missing, communities=communities
    )  # fmt: skip


def _tell_gaps(material: Material) -> Line:
    """Streets without any activity, and tasks that some streets did not practise."""
    t, ledger = material.t, material.ledger
    rows = material.frame("measures_now")
    is_sheet = material.request.street_id is not None
    idle = [
        ledger.name(material.names["streets"][str(street)], "streets")
        for street in rows.loc[rows["street_id"].notna(), "street_id"]
        if not bind_street(material, str(street)).value
    ]
    told: list[Line] = []
    if idle and not is_sheet:
        told.append(say(t, "briefing.idle", streets=join(idle, t("briefing.comma"))))
    missing = [name for name, held in count_tasks(material) if not held.value]
    if missing:
        told.append(say(t, "briefing.missing_tasks", tasks=join_tasks(material, missing)))
    if not is_sheet and (sparse := _tell_sparse(material)):
        told.append(sparse)
    if not told:
        return ()
    return reduce(lambda first, more: say(t, "briefing.sentences", first=first, more=more), told)


def _tell_sparse(material: Material) -> Line:
    """The tasks that some streets practised and some did not, those with fewest streets first."""
    t, ledger = material.t, material.ledger
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
        return ()
    pieces = [
        say(t, "briefing.sparse_task", task=join_tasks(material, [name]), held=bound)
        for name, bound in sorted(sparse, key=lambda pair: count(pair[1]))
    ]
    return say(t, "briefing.sparse_tasks", streets=streets, list=join(pieces, t("briefing.comma")))


def _tell_overdue(material: Material) -> Line:
    t, ledger = material.t, material.ledger
    where = (("urgency", "overdue"),)
    overdue = ledger.bind("tasks.overdue", "count", "tasks", where=where)
    if not overdue.value:
        return ()
    longest = ledger.bind("tasks.longest", "max", "tasks", "days_overdue", where=where)
    key = "overdue" if count(overdue) > 1 else "overdue_one"
    return say(
        t, f"briefing.{key}", overdue=overdue, longest=longest, as_of=tell_as_of(material)
    )  # fmt: skip


def _tell_waiting(material: Material) -> Line:
    waiting = material.ledger.bind("waiting.now", "count", "waiting")
    return say(material.t, "briefing.waiting", waiting=waiting) if waiting.value else ()
