"""A status table in the formats of `plangen status`: screen, JSON, Markdown, XLSX."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from plangen.progress.ledger_book import ledger_book
from plangen.progress.standing import Light, Stand, StandingLine
from plangen.progress.status_table import NOBODY, StatusCount, StatusTable, whole
from plangen.writers.markdown import escaped, inline

_STANDS: Final = tuple(stand for stand in Stand if stand is not Stand.WAIVED)
_HEADINGS: Final = ("任务数", *_STANDS, *(f"{light}灯" for light in Light))


def _cells(count: StatusCount) -> list[str]:
    cells = [str(count.total)]
    for stand in _STANDS:
        cells.append(str(count.stands[stand]))
    for light in Light:
        cells.append(str(count.lights[light]))
    return cells


def _shown(table: StatusTable) -> Iterator[tuple[str, list[StatusCount]]]:
    """The views that tell more than one line that nobody is named for."""
    for title, counts in table.views:
        if [count.name for count in counts] != [NOBODY]:
            yield title, [*counts, whole(table)] if title == "单位" else list(counts)


def as_markdown(table: StatusTable) -> bytes:
    """Tables in Markdown: one a view, then who has not reported."""
    lines = [f"# {inline('、'.join(table.titles))}进展（{table.as_of}）", ""]
    for title, counts in _shown(table):
        lines += [
            f"## 按{title}",
            "",
            _row((title, *_HEADINGS)),
            _row(["---"] * (len(_HEADINGS) + 1)),
        ]
        for count in counts:
            lines.append(_row((count.name, *_cells(count))))
        lines.append("")
    lines += ["## 没有报的", "", escaped("、".join(table.unreported)) or "没有", ""]
    return "\n".join(lines).encode()


def _row(cells: Iterable[str]) -> str:
    escaped_cells = [inline(cell).replace("|", "\\|") for cell in cells]
    return f"| {' | '.join(escaped_cells)} |"


def as_screen(table: StatusTable) -> bytes:
    """The same for a terminal, columns aligned."""
    from plangen.typography import columns

    lines = [f"{'、'.join(table.titles)}（{table.as_of}）"]
    for title, counts in _shown(table):
        rows = [(title, *_HEADINGS)]
        for count in counts:
            rows.append((count.name, *_cells(count)))
        widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
        lines.append("")
        for row in rows:
            cells = []
            for cell, width in zip(row, widths, strict=True):
                cells.append(cell + " " * (width - columns(cell)))
            lines.append("  ".join(cells).rstrip())
    lines += ["", f"没有报的：{'、'.join(table.unreported) or '没有'}"]
    return ("\n".join(lines) + "\n").encode()


def as_json(table: StatusTable) -> bytes:
    """Every line and every count, for programs."""
    views = {}
    for title, counts in table.views:
        views[title] = [_count_record(count) for count in counts]
    record = {
        "as_of": table.as_of.isoformat(),
        "plans": list(table.titles),
        "total": _count_record(whole(table)),
        "views": views,
        "unreported": list(table.unreported),
        "lines": [_line_record(line) for line in table.lines],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _count_record(count: StatusCount) -> dict[str, Any]:
    return {
        "name": count.name,
        "total": count.total,
        "stands": {str(stand): count.stands[stand] for stand in Stand},
        "lights": {str(light): count.lights[light] for light in Light},
    }


def _line_record(line: StandingLine) -> dict[str, Any]:
    reported = line.line
    return {
        "series": line.plan.name[0],
        "year": line.plan.name[1],
        "task": line.asked.task,
        "period": line.asked.period or None,
        "item": line.asked.row.item.clause,
        "unit": line.unit,
        "name": line.name,
        "due": line.due.isoformat() if line.due else None,
        "stand": str(line.stand),
        "light": str(line.light),
        "done_on": (reported and reported.done_on) or None,
        "value": (reported and reported.value) or None,
        "note": (reported and reported.note) or None,
    }


STATUS_WRITERS: Final[dict[str, Callable[[StatusTable], bytes]]] = {
    "table": as_screen,
    "json": as_json,
    "md": as_markdown,
    "xlsx": ledger_book,
}
