"""A district's raster of residents, read as files from outside are: in a process of its own."""

from __future__ import annotations

from wenming.config import District
from wenming.errors import WenmingError
from wenming.ingest.ledger import OnRows
from wenming.ingest.processes import Limits, run_limited
from wenming.store.population import Population, read_population


def read_population_apart(district: District) -> Population | None:
    """The raster as points, as `wenming.store.population` reads it; None where there is none.

    Time and memory that it may take grow with the cells in which somebody lives. Raises
    WenmingError where it takes more, too.
    """
    raster = district.population_raster
    if raster is None:
        return None
    try:
        return run_limited(_read, district, file_name=raster.file, limits=Limits())
    except WenmingError as error:
        if error.key.startswith("ledger.refused."):  # they tell how to put a ledger right
            raise WenmingError("raster.too_much", file=raster.file) from None
        raise


def _read(district: District, *, tell: OnRows) -> Population | None:
    return read_population(district, hear=lambda cells: tell(cells, 0.0))
