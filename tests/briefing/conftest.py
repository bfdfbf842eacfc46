"""Papers of the sample and of the second district, composed once a session."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import RIVERTON, SAMPLE
from wenming.briefing.compose import compose_paper
from wenming.briefing.pack import Pack, make_pack
from wenming.briefing.paper import Paper
from wenming.briefing.sources import Material, Request, load_material
from wenming.config import load_district
from wenming.filters import Filters
from wenming.i18n import Translator
from wenming.store import Snapshot

Compose = Callable[..., tuple[Material, Paper]]
HALF_YEAR = Filters(date(2021, 1, 1), date(2021, 6, 30))
MEETING = "M-2021-07"


def compose(
    store: Snapshot,
    district: Path = SAMPLE,
    *,
    filters: Filters = HALF_YEAR,
    meeting: str | None = None,
    language: str = "zh",
) -> tuple[Material, Paper]:
    """The material of a paper and the paper made of it."""
    material = load_material(
        store, Request(filters, meeting), district=load_district(district), t=Translator(language)
    )
    return material, compose_paper(material)


@pytest.fixture(scope="session")
def half_year(sample: Snapshot) -> tuple[Material, Paper]:
    """The paper of the sample's meeting of July 2021 on the first half of that year."""
    return compose(sample, meeting=MEETING)


@pytest.fixture(scope="session")
def pack(sample: Snapshot) -> Pack:
    return make_pack(
        sample, Request(HALF_YEAR, MEETING), district=load_district(SAMPLE), t=Translator("zh")
    )


@pytest.fixture(scope="session")
def pack_folder(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    pack.write(folder)
    return folder


@pytest.fixture(scope="session")
def english_pack(sample: Snapshot) -> Pack:
    return make_pack(
        sample, Request(HALF_YEAR, MEETING), district=load_district(SAMPLE), t=Translator("en")
    )


@pytest.fixture(scope="session")
def riverton_paper(riverton: Snapshot) -> tuple[Material, Paper]:
    """A paper of a district without meetings, visits or problems, in English."""
    return compose(riverton, RIVERTON, language="en")
