"""Small ledgers as offices of the sample district hand them in, made where a test needs them."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

HEADINGS = ("活动名称", "活动时间", "所属实践站", "参与人数")
DUMPLINGS = ("端午包粽子", "2021.6.14", "鮀江街道实践所", "约50人")
HISTORY = ("学党史分享会", "2021.6.18", "蓬洲东社区", 32)
NO_DATE = ("没有日期的活动", None, "蓬洲东社区", 20)
NO_SITE = ("邻里读书会", "2021.6.20", "图书室", 15)
TOTAL = ("合计", None, None, 117)


def make_ledger(
    *rows: Sequence[object], headings: Sequence[object] = HEADINGS, sheet: str = "六月"
) -> bytes:
    """A workbook of one sheet with these rows under their headings; what begins with = is text."""
    book = Workbook()
    book.active.title = sheet
    for row in (headings, *rows):
        book.active.append(row)
    for cells in book.active.iter_rows():
        for cell in cells:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
    file = BytesIO()
    book.save(file)
    return file.getvalue()
