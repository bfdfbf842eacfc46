"""The pack of a meeting: paper, slides and annex, made in one go from one version."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wenming.briefing.annex import build_annex
from wenming.briefing.compose import compose_paper, tell_definition
from wenming.briefing.document import build_document
from wenming.briefing.normalise import normalise
from wenming.briefing.paper import Picture
from wenming.briefing.pictures import draw_pictures
from wenming.briefing.slides import build_slides
from wenming.briefing.sources import Material, Request, find_missing, load_material
from wenming.config import District
from wenming.i18n import Translator
from wenming.store import Snapshot
from wenming.whole_files import write_whole

STEPS = ("figures", "pictures", "paper", "slides", "annex")
"""What making a pack goes through, in order; a progress bar has so many steps."""

OnStep = Callable[[str], None]


@dataclass(frozen=True)
class Pack:
    """The files of a pack by name, and what is worth saying of them."""

    files: dict[str, bytes]
    version: int
    characters: int
    figures: int
    missing: tuple[str, ...] = ()
    """What head and end leave out as nobody said it: `issue`, `day`, `report_to`, `copy_to`."""

    def write(self, folder: Path) -> None:
        """Put the files into a folder, which is made if it is not there: all of them or none."""
        folder.mkdir(parents=True, exist_ok=True)
        write_whole({folder / name: content for name, content in self.files.items()})


def make_pack(
    store: Snapshot,
    request: Request,
    *,
    district: District,
    t: Translator,
    template: Path | None = None,
    on_step: OnStep = lambda step: None,
) -> Pack:
    """Compose the paper and make its files; `on_step` hears of each step before it begins.

    Raises WenmingError for an unknown meeting, an unreadable template or a missing typeface.
    """
    on_step("figures")
    material = load_material(store, request, district=district, t=t)
    paper = compose_paper(material)
    on_step("pictures")
    shown = [block.key for block in paper.blocks if isinstance(block, Picture)]
    pictures = draw_pictures(material, shown)
    on_step("paper")
    document = build_document(
        paper, pictures, _definer(material), template or find_template(district)
    )
    on_step("slides")
    slides = build_slides(material, paper, pictures)
    on_step("annex")
    files = {
        "briefing.docx": document,
        "slides.pptx": slides,
        "annex.xlsx": build_annex(material, paper),
    }
    return Pack(
        files={name: normalise(content, material.as_of) for name, content in files.items()},
        version=material.version,
        characters=paper.count_characters(),
        figures=len(material.ledger.figures),
        missing=find_missing(request, district),
    )


def find_template(district: District) -> Path | None:
    """The letterhead that the district's folder names; None for the built-in one."""
    name = district.briefing.template
    return district.folder / name if name else None


def _definer(material: Material) -> Callable[[str], tuple[str, str]]:
    def define(figure: str) -> tuple[str, str]:
        bound = tell_definition(material, figure)
        return bound.id, bound.text

    return define
