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


def main() -> None:
    """Measure and write the table anew, or with --check say by exit code 1 that it is not true."""
    sys.path.insert(0, str(ROOT / "tests"))
    values: list[Any] = importlib.import_module("support.measures").measured()
    old = DOCS.read_text("utf-8")
    if "--check" in sys.argv:
        sys.exit("\n".join(departures(old, values)) or 0)
    DOCS.write_text(renewed(old, values), "utf-8")


def renewed(docs: str, values: list[Any]) -> str:
    """The docs with the table as it is measured."""
    before, _, rest = docs.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    table = "\n".join(f"| {' | '.join(row)} |" for row in _rows(values))
    head = "| 要素 | 依据 | 要求 | 量得 |\n|---|---|---|---|"
    return f"{before}{_BEGIN}\n\n{head}\n{table}\n\n{_END}{after}"


def departures(docs: str, values: list[Any]) -> list[str]:
    """What the table says that is not so: each such row as it should be."""
    table = docs.partition(_BEGIN)[2].partition(_END)[0]
    said = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    rows = [["要素", "依据", "要求", "量得"], *_rows(values)]
    if len(said) != len(rows):
        return [f"表有 {len(said)} 行，应有 {len(rows)} 行：运行 make layout"]
    return [
        " | ".join(row)
        for old, row in zip(said, rows, strict=True)
        if old[:3] != row[:3] or not _same(old[3], row[3])
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
