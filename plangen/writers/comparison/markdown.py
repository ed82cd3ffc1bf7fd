"""A comparison as GitHub-flavoured Markdown, for a pull request, chat or mail."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from plangen.comparison.report.blocks import Block
from plangen.comparison.report.entries import ComparisonReport
from plangen.comparison.report.lines import ChangeLine
from plangen.writers.comparison.spans import Span, flat, spans
from plangen.writers.markdown import escaped, inline

_TAGS = {"-": "del", "+": "ins"}


def as_markdown(report: ComparisonReport) -> str:
    """The report; edits of a wording are <del> and <ins>, which stand anywhere in a line."""
    plans = " → ".join(map(escaped, report.plans))
    blocks = [f"# {escaped(report.title)}", plans, f"**{report.summary}**"]
    for chapter in report.chapters:
        if chapter.name:
            blocks.append(f"## {escaped(chapter.name)}")
        blocks += _entries(chapter.blocks, below=3 if chapter.name else 2)
    for chapter in report.general:
        blocks += [f"## {chapter.name}", _list(map(_line, chapter.lines))]
    return "\n\n".join(blocks) + "\n"


def _entries(blocks: Iterable[Block], below: int) -> Iterator[str]:
    """Headings, and under them the list of what changed."""
    for is_heading, run in groupby(blocks, lambda block: bool(block.level)):
        if not is_heading:
            yield "\n".join(map(_entry, run))
            continue
        for block in run:
            yield f"{'#' * min(6, below + block.level - 1)} {_title(block)}"
            if points := _points(block):
                yield _list(points)


def _entry(block: Block) -> str:
    return "\n  - ".join([f"- {_title(block)}", *_points(block)])


def _list(points: Iterable[str]) -> str:
    return "\n".join(f"- {point}" for point in points)


def _points(block: Block) -> list[str]:
    """The points under a title: the text of what is new or gone, and each change."""
    text = [inline(flat(block.text))] if block.text else []
    return [*text, *map(_line, block.lines)]


def _title(block: Block) -> str:
    state = f"**{block.state}** " if block.state else ""
    remark = f"（{block.remark}）" if block.remark else ""
    return f"{state}{inline(block.name + remark)}"


def _line(line: ChangeLine) -> str:
    rows = ["".join(map(_span, row)) for row in spans(line)]
    return f"{inline(line.label)}：{'<br>'.join(rows)}"


def _span(span: Span) -> str:
    tag = _TAGS.get(span.look)
    text = inline(span.text)
    return f"<{tag}>{text}</{tag}>" if tag else text
