"""The lines of an annex → its record: title, text, table, roster."""

import re
from collections.abc import Sequence
from typing import Any, Final

from plangen.docx_file.stream import StreamCell, StreamTable
from plangen.importing.lines import Line, clean, could_be_title, ends_with_kind
from plangen.importing.nodes import Questioned
from plangen.patterns import lazily
from plangen.source.tree import Scalar

Record = dict[str, Any]

_ROLE: Final = lazily(r"(?P<role>(?:[一-鿿]\s?){1,8}?)\s*[：:]\s*(?P<names>.+)")
_POST: Final = lazily("[长员人]$|主任|书记|顾问|秘书|专家|指挥|委员|单位$")
"""What the roles of a roster are: 组长, 成员, not 能耗."""
_NAME: Final = lazily("[一-鿿㐀-䶿·]{2,6}")
_WIDE: Final = 6
"""From so many columns on a table stands on a turned page."""
_TITLE_LINES: Final = 3
_LAYERED: Final = 3
"""The fewest rows of a table whose header has two."""


def annex_record(lines: Sequence[Line], listed: str, unplaced: list[Line]) -> Record:
    """The record of an annex; `listed` is its title as 附件： lists it.

    A second table has no place in it, and goes to `unplaced`.
    """
    title, rest = _titled(lines, listed)
    record: Record = {"title": title or Questioned(listed or "附件", "附件没有标题，补上")}
    texts: list[str] = []
    notes: list[str] = []
    for line in rest:
        if line.table is None:
            (notes if "table" in record else texts).append(line.text)
        elif "table" in record:
            unplaced.append(line)
        else:
            record |= table_record(line)
    roster = _roster(texts) if "table" not in record else []
    if notes and notes[0].startswith("注"):
        record["notes"] = "\n\n".join(notes)
    else:
        texts += notes
    if roster:
        record["roster"] = roster
    else:
        record["text"] = "\n\n".join(texts)
    if not roster and not texts and "table" not in record:
        record["text"] = Questioned("……", "附件没有内容，补上")
    return record


def _titled(lines: Sequence[Line], listed: str) -> tuple[str, Sequence[Line]]:
    """The title, a line each, and the other lines."""
    title: list[str] = []
    for line in lines[:_TITLE_LINES]:
        joined = "".join(title)
        if not could_be_title(line) or line.table is not None:
            break
        if title and (ends_with_kind(joined) or _plain(joined) == _plain(listed)):
            break
        title.append(line.text)
        if _plain("".join(title)) == _plain(listed):
            break
    if len(title) == _TITLE_LINES and not ends_with_kind("".join(title)):
        title = title[:1]
    return "\n".join(title), lines[len(title) :]


def _plain(title: str) -> str:
    return re.sub(r"\s", "", title)


def table_record(line: Line) -> Record:
    """A table's record, on a turned page where it is wide."""
    table = line.table
    if table is None:
        return {}
    columns = _width(table)
    header, rows = _header(_filled(table, columns), columns)
    record: Record = {"table": {"columns": header, "rows": rows}}
    return {"orientation": "landscape", **record} if columns >= _WIDE else record


def _width(table: StreamTable) -> int:
    """How many columns the table's grid has."""
    width = 1
    for row in table.rows:
        for cell in row:
            width = max(width, cell.column + cell.columns)
    return width


def _header(table: StreamTable, width: int) -> tuple[list[Record], list[list[Any]]]:
    """The names of the columns, and the rows below.

    The first row heads the table where none of its cells is merged or empty, or the first two where
    they are two layers of heads; else nothing does.
    """
    first, *rest = table.rows
    names = [text_of(cell) for cell in first]
    if rest and len(first) == width and all(names) and all(cell.rows == 1 for cell in first):
        return [{"name": name} for name in names], [_row(row) for row in rest]
    if heads := _two_layers(table, width):
        return heads, [_row(row) for row in rest[1:]]
    return [{"name": Scalar("")}] * width, [_row(row) for row in table.rows]


def _two_layers(table: StreamTable, width: int) -> list[Record]:
    """The columns of a header of two layers; none where the first two rows are no such header."""
    if len(table.rows) < _LAYERED or max(cell.rows for cell in table.rows[0]) > 2:
        return []
    below = {cell.column: text_of(cell) for cell in table.rows[1] if cell.rows == cell.columns == 1}
    heads: list[Record] = []
    for cell in table.rows[0]:
        for column in range(cell.column, cell.column + cell.columns):
            own = {"name": below.get(column, ""), "under": text_of(cell)}
            heads.append(own if cell.rows == 1 else {"name": text_of(cell)})
        if cell.rows > 1 and cell.columns > 1:
            return []
    layered = any("under" in head for head in heads) and len(heads) == width
    return heads if layered and all(all(head.values()) for head in heads) else []


def _filled(table: StreamTable, width: int) -> StreamTable:
    """A table whose rows all fill its columns: empty cells stand where the source has none."""
    reaching = [0] * width
    rows = []
    for number, row in enumerate(table.rows):
        cells = list(row)
        for cell in row:
            for column in range(cell.column, cell.column + cell.columns):
                reaching[column] = max(reaching[column], number + cell.rows)
        for column in range(width):
            if reaching[column] <= number:
                cells.append(StreamCell(column, 1, 1, ()))
        cells.sort(key=lambda cell: cell.column)
        rows.append(tuple(cells))
    return StreamTable(tuple(rows))


def _row(row: Sequence[StreamCell]) -> list[Any]:
    cells: list[Any] = []
    for cell in row:
        text = text_of(cell)
        if cell.rows == 1 and cell.columns == 1:
            cells.append(text)
            continue
        record: Record = {"text": Scalar(text)}
        if cell.rows > 1:
            record["rows"] = cell.rows
        if cell.columns > 1:
            record["columns"] = cell.columns
        cells.append(record)
    return cells


def text_of(cell: StreamCell) -> str:
    """A cell's text, its lines cleaned."""
    lines = [clean(line) for line in cell.text.split("\n")]
    return "\n".join(filter(None, lines))


def _roster(texts: Sequence[str]) -> list[Record]:
    """A roster, where every line is a role and its names, or names that go on from the line above.

    >>> _roster(["组 长：田风才", "成 员：孙素香 王 勇", "尹鹏睿"])
    [{'role': '组长', 'names': ['田风才']}, {'role': '成员', 'names': ['孙素香', '王勇', '尹鹏睿']}]
    """
    roster: list[Record] = []
    for text in texts:
        match = _ROLE.fullmatch(text)
        names = _people(match["names"] if match else text)
        if not names or not (match or roster):
            return []
        if match:
            if not _POST.search(re.sub(r"\s", "", match["role"])):
                return []
            roster.append({"role": re.sub(r"\s", "", match["role"]), "names": names})
        else:
            roster[-1]["names"] += names
    return roster


def _people(text: str) -> list[str]:
    """The names of people in a line; none where one of its words is no name."""
    names: list[str] = []
    surname = ""
    for word in re.split(r"[、，,\s]+", text.strip("。")):
        if len(word) == 1:
            if surname:
                names.append(surname + word)
            surname = "" if surname else word
        elif surname or not _NAME.fullmatch(word):
            return []
        else:
            names.append(word)
    return [] if surname else names
