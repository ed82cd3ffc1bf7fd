"""An ODS workbook → the tables of its visible sheets, each cell as it is shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from plangen.docx_file.archive import UntrustedZip, Unusable
from plangen.docx_file.package import Element, local, parsed
from plangen.docx_file.stream import Block, StreamParagraph
from plangen.importing.sources.grid import refuse_too_many, sheet_blocks
from plangen.importing.sources.workbook import SHEET_STYLE
from plangen.readers.register.sheet import MergedCells


def read_ods(data: bytes, cautions: list[str]) -> Iterator[Block]:
    """The blocks of an ODS. Raises Unusable for a hostile or a damaged one."""
    sheets: list[tuple[str, list[Block]]] = []
    for sheet in ods_sheets(data):
        if sheet.hidden:
            cautions.append(f"隐藏的工作表“{sheet.name}”没有读；要用的，取消隐藏再导入")
            continue
        sheets.append((sheet.name, list(sheet_blocks(sheet.grid, sheet.merged))))
    filled = [(name, blocks) for name, blocks in sheets if blocks]
    for name, blocks in filled:
        if len(filled) > 1:
            yield StreamParagraph(name, style=SHEET_STYLE)
        yield from blocks


def ods_sheets(data: bytes) -> "Iterator[OdsSheet]":
    """The sheets of an ODS, hidden ones too. Raises Unusable for a hostile or a damaged one."""
    content = parsed(UntrustedZip(data), "content.xml")
    if content is None:
        raise Unusable("文件里没有内容，不是完整的表格；在 WPS 或 Excel 里另存为 .xlsx")
    hidden = _hidden_styles(content)
    for table in content.iterfind("{*}body/{*}spreadsheet/{*}table"):
        sheet = OdsSheet(_value(table, "name"), _value(table, "style-name") in hidden)
        for row in _rows(table):
            sheet.take(row)
        yield sheet


def _hidden_styles(content: Element) -> set[str]:
    hidden = set()
    for style in content.iterfind("{*}automatic-styles/{*}style"):
        properties = style.find("{*}table-properties")
        if properties is not None and _value(properties, "display") == "false":
            hidden.add(_value(style, "name"))
    return hidden


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if local(child) == "table-row":
            yield child
        elif local(child) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(child)


@dataclass(slots=True)
class OdsSheet:
    """The cells of a sheet as they are shown."""

    name: str
    hidden: bool
    grid: list[list[str]] = field(default_factory=list)
    merged: list[MergedCells] = field(default_factory=list)
    filled: int = 0

    def take(self, row: Element) -> None:
        """Read a row, as often as it is repeated; blank ones are not."""
        texts: list[str] = []
        for cell in row:
            self._cell(cell, texts)
        while texts and not texts[-1]:
            texts.pop()
        for _ in range(_count(row, "number-rows-repeated") if texts else 1):
            self.filled += len(texts)
            refuse_too_many(self.filled)
            self.grid.append(texts)

    def _cell(self, cell: Element, texts: list[str]) -> None:
        lines = [_text(line) for line in cell.iterchildren("{*}p")]
        text = "\n".join(lines).strip()
        times = _count(cell, "number-columns-repeated")
        refuse_too_many(self.filled + times if text else 0)
        rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            top, left = len(self.grid) + 1, len(texts) + 1
            self.merged.append(MergedCells(top, left, top + rows - 1, left + columns - 1))
        texts += [text] * min(times, 16_384)


def _text(line: Element) -> str:
    pieces = [line.text or ""]
    for child in line:
        name = local(child)
        if name == "s":
            pieces.append(" " * min(_count(child, "c"), 1_000))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name != "annotation":
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _value(element: Element, name: str) -> str:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def _count(element: Element, name: str) -> int:
    said = _value(element, name)
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 8 else 1
