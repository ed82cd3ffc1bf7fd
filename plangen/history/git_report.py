"""The difference that git shows of a plan: a comparison, or by lines where it is no plan."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from plangen.comparison import compare
from plangen.comparison.report.entries import comparison_report
from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn, Severity
from plangen.git import text_difference
from plangen.history.past import blank
from plangen.plan import Plan
from plangen.workspace import Workspace
from plangen.writers.comparison.terminal import as_terminal

_NO_FILE: Final = ("/dev/null", "nul")


def difference(words: Sequence[str], *, colour: bool) -> str:
    """The output of an external diff command for the arguments that git gives it.

    `words` are a path; file, blob and mode before and after; for a renamed file its new path and
    git's own lines on that. Of a file in conflict there is the path alone.
    """
    if len(words) < 7:
        return f"* {words[0]} 有冲突，还没有合并\n"
    path, old, _, _, new, _, _, *renamed = words
    now, *notes = renamed or [path]
    output = ""
    for line in [f"diff --plangen a/{path} b/{now}", *"".join(notes).splitlines()]:
        output += f"{_bold(line, colour)}\n"
    return output + _body(path, old, now, new, colour=colour)


def _bold(text: str, colour: bool) -> str:
    if not colour:
        return text
    return click.style(text, bold=True)


def _body(path: str, old: str, now: str, new: str, *, colour: bool) -> str:
    try:
        before, after = _plan(path, old, "修改前"), _plan(now, new, "修改后")
        report = _comparison(before, after, colour=colour)
        why = "方案的内容没有变化，改的是说明、空白或写法："
    except CannotGoOn as error:
        report, why = "", f"{error}；下面比较文字："
    return report or f"{why}\n{text_difference(old, new, colour=colour)}"


def _plan(path: str, file: str, side: str) -> Plan | None:
    """One side of a difference; None where there is no file, CannotGoOn where it is no plan."""
    if file in _NO_FILE:
        return None
    read = Workspace.of(Path(path)).read_plan(Path(path), read_bytes(Path(file), "方案文件"))
    if read.plan is None:
        error = next(finding for finding in read.findings if finding.severity is Severity.ERROR)
        place = f"{error.mark.file}:{error.mark.line}"
        raise CannotGoOn(f"{side}读不出方案（{place}：{error.message}）")
    return read.plan


def _comparison(before: Plan | None, after: Plan | None, *, colour: bool) -> str:
    """The report, empty without a change; all of a new plan is new, all of a deleted one gone."""
    plan = after or before
    if plan is None:
        return ""
    comparison = compare(before or blank(plan), after or blank(plan))
    if not comparison:
        return ""
    return as_terminal(comparison_report(comparison), colour=colour)
