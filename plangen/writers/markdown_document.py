"""An official document as Markdown: title, text, tables, annexes; a chart by what it shows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from plangen.document.model import (
    Block,
    Cell,
    Chart,
    Document,
    DocumentTable,
    Heading,
    Paragraph,
    Roster,
)
from plangen.writers.markdown import escaped, inline


def write_document(document: Document) -> str:
    """The text of a document."""
    lines = [f"# {escaped(''.join(document.title))}", ""]
    if document.recipients:
        lines += [escaped(document.recipients), ""]
    lines += _blocks(document.body)
    for number, name in enumerate(document.attachments, 1):
        lines.append(f"附件{number}：{inline(name)}  ")
    if document.signature:
        lines += ["", "、".join(document.signature.issuers), "", document.signature.date, ""]
    for annex in document.annexes:
        lines += [f"## {inline(annex.label)} {inline(''.join(annex.title))}", ""]
        lines += _blocks(annex.body)
    return "\n".join(lines)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)
        yield ""


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield escaped(text)
        case Heading(level, text, run_in) if run_in:
            yield f"**{inline(text)}**{inline(run_in)}"
        case Heading(level, text):
            yield f"{'#' * (level + 1)} {inline(text)}"
        case Roster(roles):
            for role in roles:
                yield f"- {inline(role.name)}：{inline('、'.join(role.people))}"
        case DocumentTable():
            yield from _table(block)
        case Chart():
            yield f"（图：{inline(block.about)}）"
        case _:
            assert_never(block)


def _table(table: DocumentTable) -> Iterator[str]:
    head = table.headers[-1] if table.headers else ("",) * len(table.columns)
    yield from table_lines([[_text(cell) for cell in row] for row in (head, *table.rows)])


def table_lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table whose first row is its head."""
    for number, row in enumerate(rows):
        yield f"| {' | '.join(map(_cell, row))} |"
        if not number:
            yield f"| {' | '.join(['---'] * len(row))} |"


def _cell(text: str) -> str:
    lines = [inline(line).replace("|", r"\|") for line in text.split("\n")]
    return "<br>".join(lines)


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return "".join(run.text for run in cell)
