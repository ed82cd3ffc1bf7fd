"""What changed of a table that is written, and of one that is made from the tasks."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from plangen.comparison.model import Change, Kind, reworded
from plangen.plan import Cell, Column, Table, TaskColumn, TaskTable

_NONE = Table((), ())


def table_changes(old: Table | None, new: Table | None) -> Iterator[Change]:
    """What changed of the columns, the cells and the size of the letters."""
    old, new = old or _NONE, new or _NONE
    old_names, new_names = _names(old), _names(new)
    yield from reworded("表头", old_names, new_names)
    old_widths, new_widths = _widths(old), _widths(new)
    if old_names == new_names and old_widths != new_widths:
        yield Change(Kind.PRINTING, "列宽", old_widths, new_widths)
    if old.size != new.size:
        yield Change(Kind.PRINTING, "字号", old.size or "", new.size or "")
    steps = SequenceMatcher(None, old.rows, new.rows, autojunk=False).get_opcodes()
    for tag, a, b, c, d in steps:
        if tag != "equal":
            before, after = _rows(old.rows[a:b]), _rows(new.rows[c:d])
            place = _lines(c, d) if c < d else f"原{_lines(a, b)}"
            yield Change(Kind.REWORDED, f"表格{place}", before, after)


def _lines(first: int, end: int) -> str:
    """Rows from `first` up to `end`, both from 0: 第2行, 第2—4行."""
    return f"第{first + 1}行" if end == first + 1 else f"第{first + 1}—{end}行"


def _names(table: Table) -> str:
    return _row(map(_head, table.columns))


def _widths(table: Table) -> str:
    return _row(column.width or "不定" for column in table.columns)


def _rows(rows: Iterable[Iterable[Cell]]) -> str:
    return "\n".join(_row(map(cell_words, row)) for row in rows)


def _head(column: Column) -> str:
    """What heads a column, the upper head first: 责任分工/牵头单位."""
    return "/".join(filter(None, [column.under, column.name]))


def _row(cells: Iterable[str]) -> str:
    return " | ".join(cells)


def cell_words(cell: Cell) -> str:
    """What stands in a cell and how far it reaches: 组织培训（跨2行）."""
    reach = ""
    if cell.rows > 1:
        reach += f"跨{cell.rows}行"
    if cell.columns > 1:
        reach += f"跨{cell.columns}列"
    return _with_remark(cell.text, reach)


def _with_remark(words: str, remark: str) -> str:
    if remark:
        return f"{words}（{remark}）"
    return words


def task_table_changes(old: TaskTable | None, new: TaskTable | None) -> Iterator[Change]:
    """Another choice of columns, groups or letters; what stands in it is told of the tasks."""
    if old != new:
        yield Change(Kind.PRINTING, "任务表", task_table_words(old), task_table_words(new))


def task_table_words(table: TaskTable | None) -> str:
    """How a table of tasks is made: 序号、工作任务（表头：主要内容，宽2），按部分分组，五号."""
    if table is None:
        return ""
    words = ["、".join(map(_column, table.columns))]
    if table.group_by:
        words.append(f"按{table.group_by}分组")
    if table.merge:
        words.append(f"{'、'.join(table.merge)}并格")
    if table.headings:
        words.append("组名通栏")
    if table.blanks:
        words.append("空格留空")
    if table.size:
        words.append(table.size)
    return "，".join(words)


def _column(column: TaskColumn) -> str:
    own = []
    if column.name:
        own.append(f"表头：{column.name}")
    if column.under:
        own.append(f"上层表头：{column.under}")
    if column.width:
        own.append(f"宽{column.width}")
    return _with_remark(column.column, "，".join(own))
