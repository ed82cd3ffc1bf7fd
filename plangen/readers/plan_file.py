"""A plan file's bytes → the Plan, or every Finding about it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from plangen.deadline import Deadline, DeadlineError, parse
from plangen.finding import Finding, Mark, Severity
from plangen.plan import (
    Annex,
    Issue,
    IssuerMark,
    Item,
    Kind,
    Plan,
    PrintResponsible,
    Responsibility,
    Role,
    Section,
    Target,
    Task,
)
from plangen.readers.decoding import decode
from plangen.readers.departures import Reading, Spot
from plangen.readers.numbering import number
from plangen.readers.register import Directory, near_name
from plangen.readers.shape import SPOT, Record, read_shape
from plangen.readers.yaml_text import compose
from plangen.scalar import Text


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


def read(data: bytes, file: str) -> PlanFile:
    """Read one plan; `file` is its name as findings give it. Never raises on any bytes."""
    with _collector_paused():
        return _read(data, file)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Nodes are many and all live: walking them again and again would triple the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(data: bytes, file: str) -> PlanFile:
    text, findings = decode(data, file)
    if text is None:
        return PlanFile(None, tuple(findings), "", usable=False)
    node, faults = compose(text, file)
    findings += faults
    plan = None
    if node is not None:
        reading = Reading(file, number(node))
        record = read_shape(node, reading)
        if record is not None:
            plan = _Builder(record, reading).plan()
        findings += reading.findings
    elif not faults:
        message, hint = "文件里只有注释，没有方案的内容", "用 plangen init 生成一份样例，照着填写"
        findings.append(Finding(Mark(file), "empty-file", message, hint))
    if any(finding.severity is Severity.ERROR for finding in findings):
        plan = None
    return PlanFile(plan, tuple(sorted(findings)), text)


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What an entry takes from those around it unless it says otherwise."""

    deadline: Deadline | None = None
    responsible: Responsibility = field(default_factory=Responsibility)
    print_responsible: PrintResponsible = "none"


_ROLES = ("person", "lead_official")


class _Builder:
    """Turns a plan's record into a Plan, resolving references, deadlines and defaults.

    It builds from faulty records too, so that all findings come in one run; the plan is then
    thrown away.
    """

    def __init__(self, record: Record, reading: Reading) -> None:
        self.record = record
        self.reading = reading
        self.year = record.get("year")
        issue = record.get("issue") or {}
        self.issued = issue.get("signed_on") or issue.get("printed_on")
        self.directory = Directory(record.get("register") or {}, reading)
        self.ids: dict[str, Text] = {}
        self.goals: set[str] = set()
        self.served: list[tuple[Text, str]] = []

    def plan(self) -> Plan:
        record = self.record
        inherited = self._inherit(_Inherited(), record.get("defaults"), "")
        sections = [self._section(entry, inherited) for entry in _records(record, "sections")]
        self._check_served()
        self._check_form(record.get("issue") or {})
        return Plan(
            series=record.get("series", Text()),
            year=record.get("year", 0),
            title=record.get("title", Text()),
            issuer=record.get("issuer", Text()),
            issue=_issue(record.get("issue") or {}),
            register=self.directory.register,
            sections=tuple(sections),
            preamble=record.get("preamble"),
            annexes=tuple(_annex(entry) for entry in _records(record, "annexes")),
        )

    def _section(self, record: Record, inherited: _Inherited) -> Section:
        spot: Spot = record[SPOT]
        inherited = self._inherit(inherited, record.get("defaults"), spot.place)
        parts = [self._section(entry, inherited) for entry in _records(record, "parts")]
        items = [
            self._item(entry, kind, inherited)
            for kind in get_args(Kind)
            for entry in _records(record, f"{kind}s")
        ]
        return Section(
            title=record.get("title", Text()),
            level=spot.level,
            number=spot.number,
            place=spot.place,
            text=record.get("text"),
            parts=tuple(parts),
            items=tuple(items),
        )

    def _item(self, record: Record, kind: Kind, inherited: _Inherited) -> Item:
        spot: Spot = record[SPOT]
        inherited = self._inherit(inherited, record, spot.place)
        self._enter_id(record.get("id"), spot.place)
        if kind == "goal" and record.get("id"):
            self.goals.add(record["id"])
        serves = tuple(goal for goal in record.get("goals") or () if goal)
        self.served += [(goal, spot.place) for goal in serves]
        tasks = [self._task(entry, inherited, spot.place) for entry in _records(record, "tasks")]
        return Item(
            kind=kind,
            id=record.get("id", Text()),
            number=spot.number,
            place=spot.place,
            level=spot.level,
            title=record.get("title"),
            text=record.get("text"),
            goals=serves,
            responsible=inherited.responsible,
            deadline=inherited.deadline,
            targets=self._targets(record, spot.place),
            evidence=record.get("evidence"),
            tasks=tuple(tasks),
            print_responsible=inherited.print_responsible,
        )

    def _task(self, record: Record, inherited: _Inherited, place: str) -> Task:
        inherited = self._inherit(inherited, record, place)
        self._enter_id(record.get("id"), place)
        return Task(
            do=record.get("do", Text()),
            id=record.get("id"),
            responsible=inherited.responsible,
            deadline=inherited.deadline,
            targets=self._targets(record, place),
            evidence=record.get("evidence"),
        )

    def _inherit(self, outer: _Inherited, record: Record | None, place: str) -> _Inherited:
        if not record:
            return outer
        deadline = self._deadline(record.get("deadline"), place) or outer.deadline
        responsible = self._responsible(outer.responsible, record.get("responsible"), place)
        printed = record.get("print_responsible") or outer.print_responsible
        return _Inherited(deadline, responsible, printed)

    def _responsible(
        self, outer: Responsibility, record: Record | None, place: str
    ) -> Responsibility:
        """Each role from the nearest that names it; a department brings its own people."""
        if not record:
            return outer
        roles: dict[str, Any] = {key: record[key] for key in _ROLES if record.get(key)}
        if record.get("department"):
            department = self.directory.department(record["department"], place)
            people = {role: getattr(department, role, None) for role in _ROLES}
            roles = {"department": department, **people, **roles}
        if record.get("lead_unit"):
            roles["lead_unit"] = self.directory.unit(record["lead_unit"], place)
        for key in ("units", "supporting_units"):
            if record.get(key):
                roles[key] = self.directory.units(filter(None, record[key]), place)
        return replace(outer, **roles)

    def _deadline(self, text: Text | None, place: str) -> Deadline | None:
        if not text or not self.year:
            return None
        try:
            deadline = parse(text, self.year, self.issued)
        except DeadlineError as error:
            at = Text(text[error.offset :][: error.length], text.line, text.column + error.offset)
            self.reading.say(at, error.code, str(error), error.hint, place)
            return None
        if not deadline.milestone and (outside := deadline.outside(self.year)):
            days = "、".join(f"{day.year}年{day.month}月{day.day}日" for day in outside)
            message = f"完成时限“{text}”落在{days}，不在{self.year}年度之内"
            hint = "核对年份；跨年度的远期目标，写作“到2025年”"
            self.reading.say(text, "deadline-outside-year", message, hint, place)
        return deadline

    def _targets(self, record: Record, place: str) -> tuple[Target, ...]:
        targets = [_target(entry) for entry in _records(record, "targets")]
        for target in targets:
            if target.unit not in ("%", "％"):
                continue
            for figure in (target.at_least, target.at_most, target.exactly):
                if figure is not None and not 0 <= figure <= 100:
                    message = f"“{target.name}”的百分比是 {figure}，应当在 0 到 100 之间"
                    hint = "核对数字；是次数、人数的，改计量单位 unit"
                    self.reading.say(figure, "percentage-range", message, hint, place)
        return tuple(targets)

    def _enter_id(self, word: Text | None, place: str) -> None:
        if not word:
            return
        if word in self.ids:
            message = f"编号“{word}”在第{self.ids[word].line}行已经用过，历年对比时分不清是哪一条"
            self.reading.say(word, "duplicate-id", message, "换一个编号", place)
        self.ids.setdefault(word, word)

    def _check_form(self, issue: Record) -> None:
        """A notice has a title and a body of its own; a plan alone has nowhere to print them."""
        form = issue.get("form")
        missing = [key for key in ("title", "body") if key not in issue]
        if form == "notice" and missing:
            message = f"用通知印发的，“印发”里缺少 {'、'.join(missing)}"
            hint = "补上通知的标题 title 和正文 body；方案单独成文的，form 写 plan"
            self.reading.say(form, "missing-key", message, hint)
        for key in ("title", "body"):
            if form == "plan" and issue.get(key):
                message = f"方案单独成文，没有通知，“印发”里的 {key} 印不出来"
                hint = "删去它；用通知印发的，form 写 notice"
                self.reading.say(issue[key], "not-allowed", message, hint, length=1)

    def _check_served(self) -> None:
        for goal, place in self.served:
            if goal not in self.goals:
                hint = f"{near_name(goal, self.goals)}写某一条工作目标的 id"
                message = f"没有编号为“{goal}”的工作目标"
                self.reading.say(goal, "dangling-reference", message, hint, place)


def _records(record: Record, key: str) -> list[Record]:
    return [entry for entry in record.get(key) or () if entry]


def _target(record: Record) -> Target:
    values: dict[str, Any] = {key: value for key, value in record.items() if value is not None}
    return Target(**{"name": Text(), **values})


def _issue(record: Record) -> Issue:
    values: dict[str, Any] = {key: value for key, value in record.items() if value is not None}
    if mark := values.get("issuer_mark"):
        values["issuer_mark"] = IssuerMark(mark.get("names") or (), mark.get("suffix"))
    return Issue(**values)


def _annex(record: Record) -> Annex:
    roster = [
        Role(entry.get("role", Text()), entry.get("names") or ())
        for entry in _records(record, "roster")
    ]
    return Annex(record.get("title", Text()), record.get("text"), tuple(roster))
