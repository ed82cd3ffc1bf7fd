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
        below = 2
        if chapter.name:
            blocks.append(f"## {escaped(chapter.name)}")
            below = 3
        blocks += _entries(chapter.blocks, below)
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
    points = [*map(_line, block.lines)]
    if block.text:
        points.insert(0, inline(flat(block.text)))
    return points


def _title(block: Block) -> str:
    title = block.name
    if block.remark:
        title += f"（{block.remark}）"
    if not block.state:
        return inline(title)
    return f"**{block.state}** {inline(title)}"


def _line(line: ChangeLine) -> str:
    rows = ["".join(map(_span, row)) for row in spans(line)]
    return f"{inline(line.label)}：{'<br>'.join(rows)}"


def _span(span: Span) -> str:
    text = inline(span.text)
    if span.look not in _TAGS:
        return text
    tag = _TAGS[span.look]
    return f"<{tag}>{text}</{tag}>"
