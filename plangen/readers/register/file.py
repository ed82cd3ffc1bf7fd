"""A register's `from` → what the file it names says, whether YAML, CSV or Excel."""

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING

from plangen.findings.finding import Finding, Mark
from plangen.readers.decoding import decode
from plangen.readers.reading import Reading
from plangen.readers.register.units import RegisterSource, source
from plangen.readers.shape import Record, read_register
from plangen.readers.yaml_text import compose
from plangen.scalar import Text

if TYPE_CHECKING:
    from plangen.readers.register.table import TableReading

MAX_BYTES = 64 * 1024 * 1024
"""A CSV of 80,000 units is some 10 MB."""

Beside = Callable[[str], bytes | tuple[str, str]]
"""Gives a file's bytes by its name from the plan's folder; else why not, and what to do."""


def nothing_beside(name: str) -> tuple[str, str]:
    """There are no files where a plan is read from bytes alone."""
    return "这里只有方案，没有别的文件", "把单位写在 register（名册）的 units（单位）里"


def supplied(name: Text, reading: Reading, beside: Beside) -> RegisterSource | None:
    """What the file of that name says; None where it cannot be read, which findings then say."""
    data = beside(name)
    if isinstance(data, tuple):
        why, hint = data
        message = f"名册文件“{name}”读不了：{why}"
        reading.say(name, "unreadable-file", message, hint)
        return None
    file = str(PurePath(reading.file).parent / name)
    if not data.strip():
        message, hint = "名册文件是空的", "填上单位，或在方案里删去 from（名册文件）"
        reading.findings.append(Finding(Mark(file), "empty-file", message, hint))
        return None
    if name.lower().endswith((".yaml", ".yml")):
        return _from_yaml(data, file, reading.findings)
    return _from_table(data, file, reading.findings)


def _from_table(data: bytes, file: str, findings: list[Finding]) -> RegisterSource | None:
    from plangen.readers.register.table import TableReading

    return _table_reader(file)(data, TableReading(file, findings))


def _table_reader(file: str) -> "Callable[[bytes, TableReading], RegisterSource | None]":
    """Loaded when needed: most plans list their units themselves."""
    if file.lower().endswith(".csv"):
        from plangen.readers.register.csv_rows import read_csv

        return read_csv
    from plangen.readers.register.xlsx_rows import read_xlsx

    return read_xlsx


def _from_yaml(data: bytes, file: str, findings: list[Finding]) -> RegisterSource | None:
    text, faults = decode(data, file)
    findings += map(_fitting, faults)
    if text is None:
        return None
    node, faults = compose(text, file)
    findings += map(_fitting, faults)
    reading = Reading(file, {})
    reading.findings = findings
    if node is None:
        if not faults:
            message, hint = (
                "名册文件里只有注释，没有内容",
                "写上 units（单位），或在方案里删去 from（名册文件）",
            )
            findings.append(Finding(Mark(file), "empty-file", message, hint))
        return None
    record: Record | None = read_register(node, reading)
    return None if record is None else source(record, reading, shared=True)


def _fitting(finding: Finding) -> Finding:
    """What is said of a file that is too large, said of a register."""
    if finding.code != "too-large":
        return finding
    message = "名册太大，YAML 读不了这么多"
    return Finding(finding.mark, finding.code, message, "改用 .csv 或 .xlsx，八万个单位也读得快")
