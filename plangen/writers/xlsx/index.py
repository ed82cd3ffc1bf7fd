"""The index of a set of checklists as XLSX: who got what, and what has changed since."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from plangen.document.gbt9704 import Style
from plangen.writers.specimen import Cells, Specimen, slot
from plangen.writers.xlsx.cells import BLANK, formula_cell, number_cell, slotted, text_cell
from plangen.writers.xlsx.sheet import Cell, Sheet, SheetColumn, SheetHead, lines, row_height

NAME: Final = "目录"
COLUMNS: Final = (
    SheetColumn("序号", 7, "center"),
    SheetColumn("类别", 9, "center"),
    SheetColumn("编码", 20),
    SheetColumn("名称", 32),
    SheetColumn("上级", 24),
    SheetColumn("联系人", 10, "center"),
    SheetColumn("电话", 15, "center"),
    SheetColumn("任务数", 8, "center"),
    SheetColumn("变化", 10, "center"),
    SheetColumn("变化内容", 46),
    SheetColumn("文件", 38),
)
_TEXTS: Final = ("audience", "id", "name", "above", "contact", "phone")
_SLOTS: Final = ("number", *_TEXTS, "tasks", "change", "said", "file")
_ROOMS: Final = tuple(COLUMNS[place].room for place in (1, 2, 3, 4, 5, 6, 8, 9, 10))
"""Of the cells that hold texts."""
_FIRST: Final = 3
"""The first entry's row, from 1."""
_LONGEST: Final = 255
"""Characters of a text in a formula."""
_CUT: Final = re.compile("[#%]")
"""Where a program may take the rest of a path for something else."""
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "新增": {"bg_color": "#E2EFDA"},
    "有变化": {"bg_color": "#FFF2CC"},
    "已撤销": {"font_color": "#808080", "font_strikeout": True},
}


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What one unit, open group, department or lead official got."""

    audience: str
    """类别"""
    id: str
    name: str
    above: str
    contact: str
    phone: str
    tasks: int
    change: str
    """新增, 有变化, 任务未变, 未变, 已撤销 or 本次未选."""
    shared: ClassVar[bool] = False
    digest: ClassVar[bytes] = b""
    files: tuple[str, ...] = ()
    """Their paths from the index, with forward slashes; the first is linked."""
    said: str = ""
    """变化内容: what changed, a line for each kind of change."""


def write_index(
    title: str, entries: Iterable[IndexEntry], total: int, dated: date, style: Style | None = None
) -> bytes:
    """Write the index of so many entries, which are held a few at a time.

    `dated` is what its properties say it was made on.
    """
    style = style or Style()
    if not total:
        return _sheet(title, (), dated, style)
    slots = [[slot(name, number) for name in _SLOTS] for number in range(2)]
    specimen = slotted(_sheet(title, slots, dated, style), _FIRST)
    return Specimen(specimen, _cells).streamed(
        {"last": b"%d" % (_FIRST + total - 1)}, entries, total
    )


def _sheet(title: str, rows: Iterable[Sequence[Cell]], dated: date, style: Style) -> bytes:
    sheet = Sheet(NAME, SheetHead(title, (), "", "", dated), COLUMNS, style)
    for row in rows:
        sheet.add(row)
    for change, look in _LOOKS.items():
        sheet.mark((0, len(COLUMNS) - 3), f'=$I{_FIRST}="{change}"', **look)
    return sheet.closed()


def _cells(entry: IndexEntry, number: int) -> Cells:
    texts = [getattr(entry, slot) for slot in _TEXTS]
    file = shown(entry.files)
    link = BLANK
    if file:
        link = _link(entry.files[0], file)
    cells = (*texts, entry.change, entry.said, file)
    return {
        **dict(zip(_TEXTS, map(text_cell, texts), strict=True)),
        "row": b"%d" % (_FIRST + number - 1),
        "height": b"%d" % row_height(max(map(lines, cells, _ROOMS))),
        "number": number_cell(number),
        "tasks": number_cell(entry.tasks),
        "change": text_cell(entry.change),
        "said": text_cell(entry.said),
        "file": link,
    }


def shown(files: tuple[str, ...]) -> str:
    """The first file's name, and the formats of the others: 县医院.docx、.xlsx."""
    if not files:
        return ""
    first, *others = files
    suffixes = (f".{other.rpartition('.')[2]}" for other in others)
    return "、".join([first.rpartition("/")[2], *suffixes])


def _link(path: str, text: str) -> bytes:
    """A cell that shows a text and opens a file; the text alone where Excel would not open it."""
    if max(len(path), len(text)) > _LONGEST or _CUT.search(path):
        return text_cell(text)
    return formula_cell(f"HYPERLINK({_quoted(path)},{_quoted(text)})", text)


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))
