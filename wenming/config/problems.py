"""What is wrong in `district.toml`, as a sentence that names the key and says what to do."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from wenming.errors import WenmingError

OWN = "district_"
"""How the kinds of our own problems begin; each is a message of the namespace `errors`."""
_KINDS = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "literal_error": "choice",
    "string_type": "not_text",
    "int_type": "not_whole",
    "int_parsing": "not_whole",
    "int_from_float": "not_whole",
    "float_type": "not_number",
    "float_parsing": "not_number",
    "bool_type": "not_truth",
    "bool_parsing": "not_truth",
    "dict_type": "not_table",
    "model_type": "not_table",
    "model_attributes_type": "not_table",
    "tuple_type": "not_list",
    "too_short": "empty",
    "greater_than_equal": "at_least",
    "greater_than": "above",
    "less_than_equal": "at_most",
    "string_pattern_mismatch": "not_an_id",
}


def make_problem(kind: str, **told: object) -> PydanticCustomError:
    """A problem of our own: the message `errors.district_<kind>`, and what fills it.

    `key` among what fills it names a key more closely than where it was found.
    """
    return PydanticCustomError(f"{OWN}{kind}", "{kind}", {"kind": kind, **told})


def explain_problem(path: Path, values: Mapping[str, Any], error: ValidationError) -> WenmingError:
    """The first problem that was found in `values`, as read from `path`."""
    first = error.errors()[0]
    kind, told = first["type"], dict(first.get("ctx", {}))
    told = {"file": path.name, "key": _spell(first, values), **told}
    if "expected" in told:
        told["expected"] = str(told["expected"]).replace(" or ", ", ")
    if kind.startswith(OWN):
        return WenmingError(f"errors.{kind}", **told)
    if kind.startswith("date_"):
        return WenmingError("errors.district_not_day", **told)
    if kind not in _KINDS:
        return WenmingError("errors.district_wrong", **told, problem=first["msg"])
    limit = next((told[name] for name in ("ge", "gt", "le") if name in told), None)
    spelled = f"{limit:g}" if isinstance(limit, float) else limit
    return WenmingError(f"errors.district_{_KINDS[kind]}", **told, limit=spelled)


def _spell(problem: ErrorDetails, values: Mapping[str, Any]) -> str:
    """Where a key stands, as it is written in the file: `[[levels]] 2 (corner): name.en`."""
    spelled, here = "", values
    for part in problem["loc"]:
        here = _step(here, part)
        if isinstance(part, int) and isinstance(here, Mapping):
            name = here.get("id")
            spelled = f"[[{spelled}]] {part + 1}" + (f" ({name}): " if name else ": ")
        elif isinstance(part, int):
            spelled += f" {part + 1}"
        else:
            spelled += f"{'' if not spelled or spelled.endswith(' ') else '.'}{part}"
    return spelled.removesuffix(": ") or "district.toml"


def _step(here: Any, part: str | int) -> Any:
    try:
        return here[part]
    except (LookupError, TypeError):
        return None
