"""One run of `plangen check` over plan files: settings, rules, last year's plan, mends."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from plangen.checking.examination import Examination, examine
from plangen.checking.identities import ids_in_use, with_identities
from plangen.checking.law_file import fault_of
from plangen.checking.mending import bearable, difference, mended
from plangen.checking.selection import chosen
from plangen.files import read_bytes
from plangen.findings.finding import CannotGoOn, Finding
from plangen.page_findings import page_findings
from plangen.plan import Plan
from plangen.readers.decoding import decode, encoded
from plangen.readers.plan_file import PlanFile
from plangen.results import Results
from plangen.workspace import Workspace

if TYPE_CHECKING:
    from plangen.document.model import Document

_FORMAT_2: Final = re.compile("^format: *2", re.MULTILINE)
"""A plan that says so gets the ids that its items and tasks lack."""
_ROUNDS: Final = 5
"""A mend may bring out another, where two overlapped; so many times at most."""


def _no_results(_workspace: Workspace, _plan: Plan) -> None:
    """No ledger is looked into."""


class RuleChoice(NamedTuple):
    """What a command chooses: rules by code or family, how strictly, and knowing what."""

    select: Sequence[str]
    ignore: Sequence[str]
    issuing: bool = False
    """Whether the plan is about to be issued: open questions are errors then."""
    results: Callable[[Workspace, Plan], Results | None] = _no_results
    """What was reached of last year's plan of a workspace."""


def examine_file(path: Path, choice: RuleChoice, data: bytes | None = None) -> Examination:
    """Look at a plan file, or at `data` in its place, by the rules that user and workspace choose.

    Raises CannotGoOn for a rule that is none, and for settings that cannot be read.
    """
    workspace = Workspace.of(path)
    return examine_read(workspace, workspace.read_plan(path, data), choice)


def examine_read(
    workspace: Workspace,
    file: PlanFile,
    choice: RuleChoice,
    document: "Callable[[], Document] | None" = None,
) -> Examination:
    """Look at a plan that has been read; see `examine_file`. `document` gives its notice."""
    settings = workspace.settings
    rules = chosen(choice.select or settings.select, [*settings.ignore, *choice.ignore])
    laws = _more_laws(workspace)
    plan = file.plan
    if plan is None:
        return examine(file, rules, settings, None, laws, issuing=choice.issuing)
    composed = document or partial(_composed, plan, workspace)
    crowded = page_findings(plan, composed, file.name)
    file = replace(file, findings=(*file.findings, *crowded))
    previous = workspace.last_year(plan)
    issued = workspace.last_issued(plan)
    earlier = issued.plan if issued else None
    results = choice.results(workspace, previous) if previous else None
    return examine(
        file, rules, settings, previous, laws, earlier, results=results, issuing=choice.issuing
    )


def _composed(plan: Plan, workspace: Workspace) -> "Document":
    from plangen.compose import compose

    return compose(plan, workspace.templates)


def _more_laws(workspace: Workspace) -> bytes | None:
    """The laws that a workspace adds; raises CannotGoOn where they cannot be read."""
    name = workspace.settings.laws
    if not name:
        return None
    data = workspace.read(name, "法规名录")
    if fault := fault_of(data):
        hint = "每部一项，写 title、kind、number、from、to"
        raise CannotGoOn(f"{name} 不是法规名录：{fault}；{hint}")
    return data


@dataclass(frozen=True, slots=True)
class Mending:
    """What `--fix` makes of a file."""

    path: Path
    difference: str
    """As a unified diff; empty where nothing is to be mended."""
    data: bytes = b""
    """The mended file, its byte order mark and line ends as they were, in UTF-8."""
    old: bytes = b""
    """The file as it was."""


def mending(
    path: Path,
    examined: Examination,
    choice: RuleChoice,
    findings: Sequence[Finding] | None = None,
) -> Mending:
    """Mend what needs no judgement in a plan without errors; one that would make an error is not.

    With `findings`, those of the examined that somebody has chosen, and nothing else. Raises
    CannotGoOn when the file cannot be read any more.
    """
    if examined.file.plan is None:
        return Mending(path, "")
    before = text = examined.file.text
    if findings is not None:
        text = mended(text, bearable(text, findings, partial(_reads, path)))
        return _mending(path, before, text)
    for _ in range(_ROUNDS):
        after = mended(text, bearable(text, _mendable(examined), partial(_reads, path)))
        if after == text:
            break
        text, examined = after, examine_file(path, choice, after.encode())
    return _mending(path, before, identified(path, text))


def identified(path: Path, text: str) -> str:
    """The text of a plan's file with the ids that it lacks.

    Of a plan that is out these are the ids made from its words that lists and ledgers bear.
    """
    if not _FORMAT_2.search(text):
        return text
    workspace = Workspace.of(path)
    plan = workspace.read_plan(path, text.encode()).plan
    known = ids_in_use(plan) if plan and workspace.is_out(plan) else {}
    changed = with_identities(text, str(path), known)
    return changed if _reads(path, changed) else text


def _mending(path: Path, before: str, text: str) -> Mending:
    if text == before:
        return Mending(path, "")
    old = read_bytes(path, "方案文件")
    if decode(old, str(path))[0] != before:
        raise CannotGoOn(f"{path} 刚才被别人改过，没有动它；再运行一次")
    return Mending(path, difference(before, text, str(path)), encoded(text, like=old), old)


def _mendable(examined: Examination) -> list[Finding]:
    """The findings with a mend, but for those of the register's file."""
    file = examined.file.name
    return [
        finding
        for finding in examined.findings
        if finding.mend is not None and finding.mark.file == file
    ]


def _reads(path: Path, text: str) -> bool:
    """Whether the text would be a plan if it stood in the file."""
    return Workspace.of(path).read_plan(path, text.encode()).plan is not None
