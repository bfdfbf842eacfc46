"""The typeface of pictures: one that is there and holds what the picture says.

Pictures are drawn without a browser, so an absent Chinese face would leave empty boxes and warn of
nothing. The set-up brings one along (npm's Noto Sans SC); those of the system are taken otherwise.
"""

from functools import cache
from pathlib import Path

from matplotlib import get_data_path
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

from wenming.browser_files import FACE
from wenming.config.places import PROJECT
from wenming.errors import WenmingError

_FONTS = "/usr/share/fonts"
_CANDIDATES = (
    PROJECT / "static" / FACE,
    Path(f"{_FONTS}/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path(f"{_FONTS}/truetype/wqy/wqy-microhei.ttc"),
    Path("C:/Windows/Fonts/msyh.ttc"),
    Path("C:/Windows/Fonts/simhei.ttf"),
    Path("/System/Library/Fonts/STHeiti Light.ttc"),
    Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf",
)
_HAN = range(0x4E00, 0xA000)


def find_face(texts: list[str]) -> FontProperties:
    """The first face that has every sign of the texts, else the one that lacks fewest.

    Raises WenmingError when no face has Chinese characters and the texts are Chinese.
    """
    signs = {ord(sign) for text in texts for sign in text if not sign.isspace()}
    faces = [path for path in _CANDIDATES if path.exists()]
    lacking: dict[Path, set[int]] = {}
    for path in faces:
        lacking[path] = signs - _read_signs(path)
        if not lacking[path]:
            break  # large faces take a while to read
    best = min(lacking, key=lambda path: len(lacking[path]))
    han = {sign for sign in signs if sign in _HAN}
    if han and han <= lacking[best]:
        raise WenmingError("briefing.no_face")
    return FontProperties(fname=str(best))


@cache
def _read_signs(path: Path) -> frozenset[int]:
    return frozenset(FT2Font(str(path)).get_charmap())
