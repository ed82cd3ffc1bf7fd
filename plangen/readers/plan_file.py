"""A plan file's bytes → the Plan, or every Finding about it."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from plangen.findings.finding import Finding, Mark, Severity
from plangen.plan import Plan
from plangen.readers.builder import Builder
from plangen.readers.comments import questions
from plangen.readers.decoding import decode
from plangen.readers.numbering import number
from plangen.readers.reading import Reading
from plangen.readers.register.file import Beside, nothing_beside
from plangen.readers.settings import Settings
from plangen.readers.shape import read_shape
from plangen.readers.yaml_text import compose
from plangen.typography import pictures, rare


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What reading a file gave."""

    plan: Plan | None
    """None when there is an error among the findings."""
    findings: tuple[Finding, ...]
    text: str
    """The file's text, for showing the lines that findings speak of."""
    usable: bool = True
    """False when the bytes could not be read as text at all."""
    name: str = ""
    """The file's name as its findings give it; those of its register's file give that one's."""
    partial: Plan | None = None
    """The plan as far as it could be read, for looking at what its errors leave; never printed."""


def read(
    data: bytes, file: str, settings: Settings | None = None, beside: Beside = nothing_beside
) -> PlanFile:
    """Read one plan; `file` is its name as findings give it. Never raises on any bytes.

    `settings` are the workspace's; the plan's own style goes before theirs. `beside` gives the
    bytes of the file that the register names, from the plan's folder; else why it cannot, and
    what to do.
    """
    with collector_paused():
        return _read(data, file, settings or Settings(), beside)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Nodes are many and all live: walking them again and again would triple the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(data: bytes, file: str, settings: Settings, beside: Beside) -> PlanFile:
    text, findings = decode(data, file)
    if text is None:
        return PlanFile(None, tuple(findings), "", usable=False, name=file)
    node, faults = compose(text, file)
    findings += faults
    partial = None
    if node is not None:
        reading = Reading(file, number(node))
        reading.questions = questions(text, node)
        record = read_shape(node, reading)
        if record is not None:
            partial = Builder(record, reading, settings, beside).plan()
        findings += reading.findings
    elif not faults:
        message, hint = "文件里只有注释，没有方案的内容", "用 plangen init 生成一份样例，照着填写"
        findings.append(Finding(Mark(file), "empty-file", message, hint))
    faulty = any(finding.severity is Severity.ERROR for finding in findings)
    findings += _rare_characters(text, file)
    findings += _hashes(text, file)
    plan, findings = None if faulty else partial, sorted(set(findings))
    return PlanFile(plan, tuple(findings), text, name=file, partial=partial)


_HASH = re.compile(
    r"""^[ -]*(?:text|title|preamble|body|recipients|note|cc|do|evidence): ++(?!['"|>[{#])"""
    r".* (#[^ #\n].*)$",
    re.MULTILINE,
)


def _hashes(text: str, file: str) -> Iterator[Finding]:
    """Say that what follows a # in a text is a comment to YAML, and will not be printed."""
    for match in _HASH.finditer(text) if " #" in text else ():
        line = text.count("\n", 0, match.start(1)) + 1
        column = match.start(1) - text.rfind("\n", 0, match.start(1))
        message = "空格加 # 后面的文字是说明，不会印出来"
        hint = "要印的，把整段文字放进英文单引号；是说明的，# 后面空一格"
        mark = Mark(file, line, column)
        yield Finding(
            mark, "hash-in-text", message, hint, severity=Severity.WARNING, length=len(match[1])
        )


def _rare_characters(text: str, file: str) -> Iterator[Finding]:
    """Say where a character stands that the fonts of official documents lack."""
    used = "".join(set(text))
    lacking, drawn = rare(used), pictures(used)
    for row, line in enumerate(text.split("\n") if lacking or drawn else (), 1):
        written = "" if line.lstrip().startswith("#") else line.partition(" #")[0]
        for column, char in enumerate(written, 1):
            if char in lacking:
                message = f"“{char}”是生僻字，仿宋_GB2312 等公文字体里没有，这个字已换用别的字体"
                hint = "不用改；印之前看一眼这个字"
            elif char in drawn:
                message = f"“{char}”是表情符号，公文字体里没有，印出来是空框"
                hint = "删去，或改成文字"
            else:
                continue
            mark = Mark(file, row, column)
            yield Finding(mark, "rare-character", message, hint, severity=Severity.WARNING)
