"""检查: what is found in a plan, where, in which words, why, and the one button that mends it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.responses import Response

from plangen.checking.examination import Examination
from plangen.checking.session import RuleChoice, examine_file, mending
from plangen.editing.findings import may_be_waived
from plangen.editing.key_titles import named_keys
from plangen.editing.registering import REGISTERED_AS
from plangen.editing.session import EditSession
from plangen.files import save_edit
from plangen.findings.finding import CannotGoOn, Finding, Mark, Severity
from plangen.findings.grouping import grouped, told_as
from plangen.web.office_words import told_of
from plangen.web.visit import RefusedField, Visit, place_of

LABELS: Final = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.ADVICE: "建议"}
_AROUND: Final = 24
"""So many characters stand before and behind the words at fault."""


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding, with the words that it is about."""

    finding: Finding
    label: str
    message: str
    hint: str
    before: str
    words: str
    after: str
    asks: str
    """The keys that the hint names, by which the field that is to be filled is found."""
    is_waivable: bool
    register_as: str = ""
    """What they may be registered as whom the words name; empty where it is not about that."""


def show(visit: Visit) -> Response:
    """All findings, the gravest first."""
    issuing = visit.asked("issuing") == "1"
    examined = _examined(visit.open_plan.path, issuing=issuing)
    shown = list(_shown(examined))
    shown.sort(key=lambda entry: list(Severity).index(entry.finding.severity))
    counts = Counter(entry.label for entry in shown)
    mendable = sum(finding.mend is not None for finding in examined.findings)
    return visit.page(
        "checking.html",
        entries=shown,
        counts=counts,
        labels=LABELS,
        waived=examined.waived,
        mendable=mendable if examined.file.plan else 0,
        issuing=issuing,
    )


def _examined(path: Path, *, issuing: bool = False) -> Examination:
    return examine_file(path, RuleChoice((), (), issuing=issuing))


def _shown(examined: Examination) -> Iterator[ShownFinding]:
    lines = examined.file.text.split("\n")
    unregistered = _unregistered(examined)
    for finding in grouped(examined.findings):
        before, words, after = _words(finding, examined.file.name, lines)
        waivable = may_be_waived(finding, examined.file.name)
        label, told = LABELS[finding.severity], told_of(finding)
        asks = ",".join(named_keys(finding.hint))
        register_as = unregistered.get(finding.mark, "")
        yield ShownFinding(finding, label, *told, before, words, after, asks, waivable, register_as)


def _unregistered(examined: Examination) -> dict[Mark, str]:
    """What they may be registered as whom findings miss in the register, by place."""
    if all(finding.code != "dangling-reference" for finding in examined.findings):
        return {}
    kinds = {}
    for placed in EditSession(Path(examined.file.name)).findings():
        if placed.kinds:
            kinds[placed.finding.mark] = REGISTERED_AS[placed.kinds[0]]
    return kinds


def _words(finding: Finding, file: str, lines: list[str]) -> tuple[str, str, str]:
    """The words at fault, and a few on either side; nothing where they are another file's.

    What the file is written with (keys, brackets, comments) is left out.
    """
    row, start = finding.mark.line - 1, finding.mark.column - 1
    if finding.mark.file != file or row >= len(lines) or finding.code == "open-question":
        return "", "", ""
    line, stop = lines[row], start + finding.length
    words, before = line[start:stop], _KEY.split(line[:start])[-1]
    after = _END.split(line[stop:])[0]
    return before[-_AROUND:], words, after[:_AROUND]


_KEY: Final = re.compile(r"(?:^|[{,])[ -]*[a-z_]+:(?: |$)|^[ -]+|[\[{\"']+(?=$)")
"""What stands before a value in a plan's file."""
_END: Final = re.compile(r" #|[\]}\"']|, [a-z_]+: ")
"""What stands behind one."""


def act(visit: Visit) -> Response:
    """Mend what a button says. Raises CannotGoOn where the plan has changed meanwhile."""
    if visit.said("waive"):
        return _waive(visit)
    if visit.said("register"):
        return _register(visit)
    path = visit.open_plan.path
    examined = _examined(path)
    chosen = None
    if visit.said("mend") != "all":
        chosen = _told_at(examined.findings, visit.said("mend"))
    made = mending(path, examined, RuleChoice((), ()), chosen)
    if not made.difference:
        raise CannotGoOn("这一处改了，方案就读不出来了，没有改；请自己改")
    save_edit(path, made.data, made.old)
    return visit.go(visit.address("check"), "已经改好，存好了。")


def _told_at(findings: Sequence[Finding], place: str) -> list[Finding]:
    """The finding of a button, with those that are told together with it. Raises CannotGoOn."""
    for finding in grouped(findings):
        if place_of(finding) == place:
            alike = [other for other in findings if told_as(other) == told_as(finding)]
            return alike if finding.others else [finding]
    raise CannotGoOn(_MOVED)


def _waive(visit: Visit) -> Response:
    """Write into the plan that a finding does not hold here, and why."""
    reason = visit.said("reason")
    if not reason:
        raise RefusedField("reason", "豁免要写理由，如：上级文件原文如此")
    session = EditSession(visit.open_plan.path)
    number, several = _numbered(session, visit.said("waive"))
    session.waive(number, reason, everywhere=several)
    return _saved(visit, session, "已经豁免，理由写在方案里了")


def _register(visit: Visit) -> Response:
    """Enter whom a finding misses into the plan's register."""
    session = EditSession(visit.open_plan.path)
    made = session.register(_numbered(session, visit.said("register"))[0])
    return _saved(visit, session, made.told[-1])


def _numbered(session: EditSession, place: str) -> tuple[int, bool]:
    """The number of a button's finding, and whether others are told together with it."""
    located = session.findings()
    told = _told_at([placed.finding for placed in located], place)
    for placed in located:
        if placed.finding == told[0]:
            return placed.number, len(told) > 1
    raise CannotGoOn(_MOVED)


def _saved(visit: Visit, session: EditSession, notice: str) -> Response:
    if session.save().text is None:
        raise CannotGoOn(_MOVED)
    return visit.go(visit.address("check"), f"{notice}。")


_MOVED: Final = "这份方案刚才改过，这一处已经不在原来的地方；看过新的结果再改"
