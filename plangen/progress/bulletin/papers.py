"""A report as DOCX and as Markdown, both of one document that a template composes."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from plangen.compose import compose_paper
from plangen.document.model import Document
from plangen.progress.bulletin.making import Bulletin
from plangen.progress.bulletin.records import as_json, figures
from plangen.writers.docx import write
from plangen.writers.markdown_document import table_lines, write_document

Templates = Iterable[Path]


def _document(report: Bulletin, templates: Templates) -> Document:
    return compose_paper("bulletin", report.plans[0], {"report": report}, templates)


def _docx(report: Bulletin, templates: Templates) -> bytes:
    return write(_document(report, templates), report.plans[0].style)


def _markdown(report: Bulletin, templates: Templates) -> bytes:
    """The report, then where each of its numbers comes from."""
    text = write_document(_document(report, templates))
    rows = [("数字", "项次", "台账附件里的序号")]
    for name, number in figures(report):
        if number.count:
            places = "、".join(str(entry.number) for entry in number.lines)
            rows.append((name, str(number.count), places))
    keys = [("序号", "系列", "任务", "单位", "期次")]
    for entry in report.entries:
        line = entry.line
        place = (line.plan.name[0], line.asked.task, line.unit, line.asked.period)
        keys.append((str(entry.number), *place))
    sources = ["", "## 数字的出处", "", *table_lines(rows), "", "## 序号对应的台账行", ""]
    return (text + "\n".join([*sources, *table_lines(keys)]) + "\n").encode()


def _json(report: Bulletin, _: Templates) -> bytes:
    return as_json(report)


BULLETIN_WRITERS: Final[dict[str, Callable[[Bulletin, Templates], bytes]]] = {
    "docx": _docx,
    "md": _markdown,
    "json": _json,
}
"""Format, which is also the suffix → writer."""
