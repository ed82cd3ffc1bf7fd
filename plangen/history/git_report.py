"""What git shows of a plan that changed: the comparison, or the text where it reads as no plan."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from plangen.comparison import compare
from plangen.comparison.telling.account import account
from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn, Severity
from plangen.git import text_difference
from plangen.history.past import blank
from plangen.plan import Plan
from plangen.workspace import Workspace
from plangen.writers.comparison.terminal import as_terminal

_NO_FILE: Final = ("/dev/null", "nul")


def difference(words: Sequence[str], *, colour: bool) -> str:
    """What an external diff command prints of the words that git gives it.

    These are a path, then file, blob and mode before and after, then for a renamed file its new
    path and how git says so; of a file in conflict there is the path alone.
    """
    if len(words) < 7:
        return f"* {words[0]} 有冲突，还没有合并\n"
    path, old, _, _, new, _, _, *renamed = words
    now = renamed[0] if renamed else path
    head = [f"diff --plangen a/{path} b/{now}", *"".join(renamed[1:]).splitlines()]
    body = _body(path, old, now, new, colour=colour)
    return "".join(f"{_bold(line, colour)}\n" for line in head) + body


def _bold(text: str, colour: bool) -> str:
    return click.style(text, bold=True) if colour else text


def _body(path: str, old: str, now: str, new: str, *, colour: bool) -> str:
    try:
        before, after = _plan(path, old, "修改前"), _plan(now, new, "修改后")
        told = _comparison(before, after, colour=colour)
        why = "" if told else "方案的内容没有变化，改的是说明、空白或写法："
    except CannotGoOn as error:
        told, why = "", f"{error}；下面比较文字："
    return told or f"{why}\n{text_difference(old, new, colour=colour)}"


def _plan(path: str, file: str, side: str) -> Plan | None:
    """One side of a difference; None where there is no file, CannotGoOn where it is no plan."""
    if file in _NO_FILE:
        return None
    found = Workspace.of(Path(path)).read_plan(Path(path), read_bytes(Path(file), "方案文件"))
    if found.plan is None:
        fault = next(each for each in found.findings if each.severity is Severity.ERROR)
        place = f"{fault.mark.file}:{fault.mark.line}"
        raise CannotGoOn(f"{side}读不出方案（{place}：{fault.message}）")
    return found.plan


def _comparison(before: Plan | None, after: Plan | None, *, colour: bool) -> str:
    """The report; of a new plan everything is new, of a deleted one everything gone."""
    plan = after or before
    if plan is None or not (found := compare(before or blank(plan), after or blank(plan))):
        return ""
    return as_terminal(account(found), colour=colour)
