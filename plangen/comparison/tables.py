"""What changed of a table that is written, and of one that is made from the tasks."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from plangen.comparison.model import Change, Kind, reworded
from plangen.plan import Cell, Table, TaskColumn, TaskTable

_NONE = Table((), ())


def table_changes(old: Table | None, new: Table | None) -> Iterator[Change]:
    """What changed of the columns, the cells and the size of the letters."""
    old, new = old or _NONE, new or _NONE
    names = [_row([column.name for column in table.columns]) for table in (old, new)]
    yield from reworded("表头", *names)
    widths = [_row([column.width or "不定" for column in table.columns]) for table in (old, new)]
    if names[0] == names[1] and widths[0] != widths[1]:
        yield Change(Kind.PRINTING, "列宽", widths[0], widths[1])
    if old.size != new.size:
        yield Change(Kind.PRINTING, "字号", old.size or "", new.size or "")
    steps = SequenceMatcher(None, old.rows, new.rows, autojunk=False).get_opcodes()
    for tag, a, b, c, d in steps:
        if tag != "equal":
            before, after = (
                "\n".join(_row([*map(cell_words, row)]) for row in rows)
                for rows in (old.rows[a:b], new.rows[c:d])
            )
            yield Change(Kind.REWORDED, f"表格第{c + 1}行", before, after)


def _row(cells: Sequence[str]) -> str:
    return " | ".join(cells)


def cell_words(cell: Cell) -> str:
    """What stands in a cell and how far it reaches: 组织培训（跨2行）."""
    reach = f"跨{cell.rows}行" if cell.rows > 1 else ""
    reach += f"跨{cell.columns}列" if cell.columns > 1 else ""
    return f"{cell.text}（{reach}）" if reach else cell.text


def task_table_changes(old: TaskTable | None, new: TaskTable | None) -> Iterator[Change]:
    """Another choice of columns, groups or letters; what stands in it is told of the tasks."""
    if old != new:
        before, after = (task_table_words(table) if table else "" for table in (old, new))
        yield Change(Kind.PRINTING, "任务表", before, after)


def task_table_words(table: TaskTable) -> str:
    """How a table of tasks is made: 序号、工作任务（表头：主要内容，宽2），按部分分组，五号."""
    columns = "、".join(map(_column, table.columns))
    grouping = f"按{table.group_by}分组" if table.group_by else ""
    return "，".join(filter(None, [columns, grouping, table.size]))


def _column(column: TaskColumn) -> str:
    heading = f"表头：{column.name}" if column.name else ""
    width = f"宽{column.width}" if column.width else ""
    own = "，".join(filter(None, [heading, width]))
    return f"{column.column}（{own}）" if own else column.column
