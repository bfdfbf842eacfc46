"""`wenming template`: workbooks to fill in, one a table."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from wenming.config import District
from wenming.errors import WenmingError
from wenming.i18n import Translator
from wenming.store import Store, open_snapshot
from wenming.templates import TEMPLATES, write_template


def write_templates(
    names: Sequence[str],
    *,
    every: bool,
    filled: bool,
    folder: Path | None,
    store: Store,
    district: District,
    t: Translator,
) -> Iterator[Path]:
    """Write the templates asked for into a folder, and yield each file's path.

    Lists name what the store has; without a store, what the district's file has.
    """
    unknown = [name for name in names if name not in TEMPLATES]
    if unknown or not (names or every):
        wrong = unknown[0] if unknown else "—"
        raise WenmingError("cli.template_unknown", name=wrong, known=", ".join(TEMPLATES))
    folder = folder or Path()
    folder.mkdir(parents=True, exist_ok=True)
    snapshot = None if store.current() is None else open_snapshot(store)
    for name in TEMPLATES if every else dict.fromkeys(names):
        path = folder / f"{district.id}-{name}.xlsx"
        write_template(path, name, district, t=t, store=snapshot, filled=filled)
        yield path
