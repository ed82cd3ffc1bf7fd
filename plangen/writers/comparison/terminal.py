"""A comparison for a terminal: the summary first, then what changed, at a glance."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import click

from plangen.comparison.report.blocks import Block
from plangen.comparison.report.entries import ComparisonReport
from plangen.comparison.report.lines import ChangeLine
from plangen.writers.comparison.spans import flat, spans

Pen = Callable[[str, str], str]
"""Writes a text so that it looks as its second argument says."""

_COLOURED: Final[dict[str, dict[str, Any]]] = {
    "-": {"fg": "red", "strikethrough": True},
    "+": {"fg": "green", "underline": True},
    "old": {"fg": "red"},
    "new": {"fg": "green"},
    "heading": {"bold": True},
    "remark": {"fg": "yellow"},
    "新增": {"fg": "green", "bold": True},
    "删除": {"fg": "red", "bold": True},
}
_PLAIN: Final = {"-": "[-{}-]", "+": "{{+{}+}}"}


def as_terminal(report: ComparisonReport, *, colour: bool) -> str:
    """The report; without colour, edits of a wording read [-删去-]{+加上+}."""
    head = (" → ".join(report.plans), as_summary(report, colour=colour))
    return "\n".join([*head, *as_lines(report, colour=colour)]) + "\n"


def as_summary(report: ComparisonReport, *, colour: bool) -> str:
    """How many items were added, removed, adjusted and kept."""
    return _pen(colour)(report.summary, "heading")


def as_lines(report: ComparisonReport, *, colour: bool) -> list[str]:
    """What changed, a line each, empty lines between the parts."""
    pen = _pen(colour)
    lines: list[str] = []
    for chapter in report.chapters:
        lines.append("")
        if chapter.name:
            lines.append(pen(f"【{chapter.name}】", "heading"))
        for block in chapter.blocks:
            if block.level and lines[-1]:
                lines.append("")
            lines += _block(block, pen)
    for chapter in report.general:
        lines += ["", pen(chapter.name, "heading"), *_lines(chapter.lines, pen)]
    return lines


def as_changes(lines: Iterable[ChangeLine], *, colour: bool) -> list[str]:
    """Single changes, a line each; those of a value of several rows in as many."""
    return [*_lines(lines, _pen(colour))]


def _pen(colour: bool) -> Pen:
    if colour:
        return _coloured
    return _plain


def _coloured(text: str, look: str) -> str:
    if look not in _COLOURED:
        return text
    return click.style(text, **_COLOURED[look])


def _plain(text: str, look: str) -> str:
    return _PLAIN.get(look, "{}").format(text)


def _block(block: Block, pen: Pen) -> Iterator[str]:
    title = block.name
    if block.level:
        title = pen(title, "heading")
    if block.state:
        title = f"{pen(block.state, block.state)} {title}"
    if block.remark:
        title += pen(f"（{block.remark}）", "remark")
    yield title
    if block.text:
        yield f"    {flat(block.text)}"
    yield from _lines(block.lines, pen)


def _lines(lines: Iterable[ChangeLine], pen: Pen) -> Iterator[str]:
    for line in lines:
        head = f"{line.label}："
        for row in spans(line):
            yield f"    {head}{''.join(pen(span.text, span.look) for span in row)}"
            head = " " * 2 * (len(line.label) + 1)
