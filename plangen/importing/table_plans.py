"""A source that is a task table only → the record of a plan whose notice prints the same table."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from plangen.docx_file.stream import Block, StreamParagraph
from plangen.importing.annexes import table_record
from plangen.importing.assembling import Assembled, assemble
from plangen.importing.dividing import divide
from plangen.importing.heads import HeadMeaning
from plangen.importing.lines import Line, annex_number, is_recipients, lines_of
from plangen.importing.nodes import Questioned
from plangen.importing.registering import Registry
from plangen.importing.table_columns import fields_of, group_of, placed_columns, table_of
from plangen.importing.table_rows import RowWriter, enter_bodies
from plangen.importing.tables import TaskGrid, task_grid

Record = dict[str, Any]

_SHEET: Final = "工作表"
"""The style of a paragraph that is the name of a sheet."""
_LINES: Final = 8
"""The most lines above a table that is all there is."""
_SENTENCE: Final = 30


@dataclass(slots=True)
class TableSource:
    """A source that is task tables, with the lines around them."""

    before: list[Line] = field(default_factory=list)
    """Above the first table."""
    after: list[Line] = field(default_factory=list)
    grids: list[TaskGrid] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """Where in the source each table stands, among its paragraphs from 1."""
    titles: list[str] = field(default_factory=list)
    """Of each table but the first; of all, where they are sheets with names."""
    others: list[Line] = field(default_factory=list)
    """Tables that hold no tasks."""


def table_source(blocks: Sequence[Block]) -> TableSource | None:
    """Read a source that is task tables only; None for another."""
    source = TableSource()
    waiting: list[StreamParagraph] = []
    for index, block in enumerate(blocks, 1):
        if isinstance(block, StreamParagraph):
            waiting.append(block)
            continue
        grid = task_grid(block)
        if grid is None or placed_columns(grid, ()) is None:
            source.others.append(Line(index, table=block))
            continue
        if not _goes_on(source, grid, waiting):
            _add(source, grid, waiting)
            source.places.append(index)
        waiting = []
    source.after += lines_of(waiting)
    return source if source.grids and not _is_notice(source) else None


def _goes_on(source: TableSource, grid: TaskGrid, waiting: list[StreamParagraph]) -> bool:
    """Whether a table is the next part of the one before; its rows are added to that."""
    if waiting or not source.grids or source.grids[-1].heads != grid.heads:
        return False
    last = source.grids[-1]
    rows, notes = (*last.rows, *grid.rows), (*last.notes, *grid.notes)
    left = (*last.left, *grid.left)
    source.grids[-1] = replace(last, rows=rows, notes=notes, left=left)
    return True


def _add(source: TableSource, grid: TaskGrid, waiting: list[StreamParagraph]) -> None:
    """Take a table with the lines above it."""
    title = ""
    others = []
    for block in waiting:
        if block.style == _SHEET:
            title = block.text
        else:
            others.append(block)
    lines = lines_of(others)
    if not source.grids:
        source.before += lines
    else:
        if lines and not title:
            title = lines.pop().text
        source.after += lines
    source.grids.append(grid)
    source.titles.append(title)


def _is_notice(source: TableSource) -> bool:
    """Whether the lines around the tables are a document of their own."""
    if len(source.before) > _LINES:
        return True
    for line in source.before:
        is_sentence = line.text.endswith("。") and len(line.text) > _SENTENCE
        if is_sentence or is_recipients(line) or line.numeral:
            return True
    return any(line.numeral or annex_number(line) is not None for line in source.after)


def assemble_tables(
    source: TableSource,
    registry: Registry,
    today: date,
    name: str,
    register: str,
    as_text: Sequence[Collection[int]],
) -> Assembled:
    """Make a plan's record of task tables; the parameters are those of `assemble`.

    `as_text` are, for each table, the columns whose words are kept as they are.
    """
    tables = []
    for grid, texts in zip(source.grids, as_text, strict=True):
        placed = placed_columns(grid, texts) or []
        enter_bodies(grid.rows, placed, registry)
        tables.append((grid, placed))
    around = _Around(source)
    assembled = assemble(around.parts, registry, today, name, register)
    assembled.unplaced += around.labels
    record = assembled.record
    record |= {"preamble": around.opening, "closing": around.closing, "fields": fields_of(tables)}
    year = record["year"]
    if isinstance(year, Questioned):
        year = year.value
    record["sections"] = []
    for (grid, placed), title, place in zip(tables, source.titles, source.places, strict=True):
        group = group_of(grid)
        section: Record = {"title": title, "numbering": "none"}
        if title:
            section["numbered"] = False
        section["tasks"] = table_of(grid, placed, group)
        section["items"] = RowWriter(placed, registry, year, group=group).items(grid)
        record["sections"].append(section)
        for words in grid.left:
            assembled.unplaced.append(Line(place, words))
        if grid.columns_of(HeadMeaning.DEADLINE):
            record["defaults"] = None
    record["annexes"] = list(map(_literal, source.others))
    return assembled


class _Around:
    """What stands around the tables: the parts of a document, and the words above and below."""

    def __init__(self, source: TableSource) -> None:
        self.labels: list[Line] = []
        """附件1 above the title: whose annex the table was, the plan does not say."""
        before = []
        for line in source.before:
            if annex_number(line) is None:
                before.append(line)
            else:
                self.labels.append(line)
        titles = [Line(0, title) for title in source.grids[0].titles]
        self.parts = divide([*(before or titles), *source.after])
        above: list[str] = []
        below: list[str] = []
        for grid in source.grids:
            below += grid.notes
        for line in self.parts.body:
            (below if line in source.after else above).append(line.text)
        if before:
            above += source.grids[0].titles
        self.parts.body = []
        self.opening = "\n\n".join(above)
        self.closing = "\n\n".join(below)


def _literal(line: Line) -> Record:
    """An annex of a table that holds no tasks."""
    return {
        "title": Questioned("附表", "原文这张表不是任务表，放到了附件；核对"),
        **table_record(line),
    }
