"""Writes the table of docs/版面.md: what a rendered page measures, by tests/support/measures.py."""

import importlib
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs" / "版面.md"
_BEGIN, _END = "<!-- 量得：由 tools/layout.py 写出 -->", "<!-- 量完 -->"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ROUNDING = 0.1
IN_DOCX, IN_BROWSER, IN_PDF = 3, 4, 5
"""The columns of the table, from 0."""


def main() -> None:
    """Measure and write the table anew, or with --check say by exit code 1 that it is not true."""
    sys.path.insert(0, str(ROOT / "tests"))
    measures = importlib.import_module("support.measures")
    values: list[list[Any]] = [measures.measured(), measures.measured_in_browser()]
    values.append(measures.measured_in_pdf())
    old = DOCS.read_text("utf-8")
    if "--check" in sys.argv:
        untrue = departures(old, values[0])
        untrue += departures(old, values[1], IN_BROWSER) + departures(old, values[2], IN_PDF)
        sys.exit("\n".join(untrue) or 0)
    DOCS.write_text(renewed(old, *values), "utf-8")


def renewed(docs: str, values: list[Any], in_browser: list[Any], in_pdf: list[Any]) -> str:
    """The docs with the table as it is measured: in DOCX, on the pages of a browser, in PDF."""
    before, _, rest = docs.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    lines = []
    for row, *others in zip(_rows(values), _rows(in_browser), _rows(in_pdf), strict=True):
        cells = row + [other[-1] for other in others]
        lines.append(f"| {' | '.join(cells)} |")
    table = "\n".join(lines)
    head = "| 要素 | 依据 | 要求 | DOCX 量得 | 网页量得 | PDF 量得 |\n|---|---|---|---|---|---|"
    return f"{before}{_BEGIN}\n\n{head}\n{table}\n\n{_END}{after}"


def departures(docs: str, values: list[Any], column: int = IN_DOCX) -> list[str]:
    """What a column of the table says that is not so: each such row as it should be."""
    table = docs.partition(_BEGIN)[2].partition(_END)[0]
    said = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    rows = [["要素", "依据", "要求", said[0][column]], *_rows(values)]
    if len(said) != len(rows):
        return [f"表有 {len(said)} 行，应有 {len(rows)} 行：运行 make layout"]
    return [
        " | ".join(row)
        for old, row in zip(said, rows, strict=True)
        if old[:3] != row[:3] or not _same(old[column], row[3])
    ]


def _rows(values: list[Any]) -> list[list[str]]:
    table = importlib.import_module("support.measures").MEASURES
    return [
        [measure.element, _clause(measure.clause), measure.required, measure.shown(value)]
        for measure, value in zip(table, values, strict=True)
    ]


def _clause(number: str) -> str:
    return number if number == "—" else f"§{number}"


def _same(old: str, new: str) -> bool:
    """Whether two cells differ by rounding at most; counts and words must be equal."""
    if "." not in new:
        return old == new
    said, so = _NUMBER.findall(old), _NUMBER.findall(new)
    if _NUMBER.sub("", old) != _NUMBER.sub("", new):
        return False
    return all(abs(float(a) - float(b)) <= _ROUNDING + 1e-9 for a, b in zip(said, so, strict=True))


if __name__ == "__main__":
    main()
