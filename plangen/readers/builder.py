"""Typed records → the Plan: references, deadlines and defaults resolved, figures checked."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, get_args

from plangen.deadline import Deadline, DeadlineError, read
from plangen.deadline.dates import written
from plangen.document.gbt9704 import Style
from plangen.findings.finding import Severity
from plangen.plan import (
    Annex,
    Attendance,
    Column,
    Issue,
    IssuerMark,
    Item,
    Kind,
    Plan,
    PrintResponsible,
    Responsibility,
    Role,
    Section,
    Table,
    Target,
    Task,
)
from plangen.readers.reading import ClauseNumber, Reading
from plangen.readers.register.directory import Directory
from plangen.readers.register.file import Beside
from plangen.readers.register.names import near_name
from plangen.readers.settings import Settings
from plangen.readers.shape import SPOT, Record
from plangen.scalar import Integer, Text


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What an entry takes from those around it unless it says otherwise."""

    deadline: Deadline | None = None
    responsible: Responsibility = field(default_factory=Responsibility)
    print_responsible: PrintResponsible = "none"


_ROLES = ("person", "lead_official")
_ROOM = {"portrait": 28, "landscape": 40}
"""字 across the type area: 156 mm, or 225 mm on a turned page."""
_DEEPEST = 4


class Builder:
    """Turns a plan's record into a Plan, resolving references, deadlines and defaults.

    It builds from faulty records too, so that all findings come in one run; the plan is then
    thrown away.
    """

    def __init__(
        self, record: Record, reading: Reading, settings: Settings, beside: Beside
    ) -> None:
        self.style = settings.style
        self.workdays = settings.workdays
        self.seasons = settings.seasons
        self.record = record
        self.reading = reading
        self.year = record.get("year")
        issue = record.get("issue") or {}
        self.issued = issue.get("signed_on") or issue.get("printed_on")
        self.directory = Directory(record.get("register") or {}, reading, beside)
        self.ids: dict[str, Text] = {}
        self.goals: set[str] = set()
        self.served: list[tuple[Text, str]] = []

    def plan(self) -> Plan:
        """Build the plan; what is wrong with it goes to the reading's findings."""
        record = self.record
        inherited = self._inherit(_Inherited(), record.get("defaults"), "")
        sections = [self._section(entry, inherited) for entry in _records(record, "sections")]
        self._check_served()
        self._check_mark(record.get("issue") or {})
        return Plan(
            series=record.get("series") or Text(),
            year=record.get("year") or Integer(0),
            title=record.get("title") or Text(),
            issuer=record.get("issuer") or Text(),
            issue=_issue(record.get("issue") or {}),
            register=self.directory.register,
            sections=tuple(sections),
            preamble=record.get("preamble"),
            annexes=tuple(self._annex(entry) for entry in _records(record, "annexes")),
            style=self._style(record.get("style") or {}),
            waivers=tuple(self.reading.waivers),
            questions=self.reading.questions,
        )

    def _style(self, record: Record) -> Style:
        own = _given(record)
        if "mark_size" in own:
            own["mark_size"] = float(own["mark_size"])
        return replace(self.style, **own)

    def _section(self, record: Record, inherited: _Inherited) -> Section:
        spot: ClauseNumber = record[SPOT]
        inherited = self._inherit(inherited, record.get("defaults"), spot.clause)
        parts = [self._section(entry, inherited) for entry in _records(record, "parts")]
        if spot.level == _DEEPEST and parts and record.get("title"):
            message = "部分分到了第五层，公文的层次序数只有四层：一、（一）1.（1）"
            self.reading.say(record["title"], "too-deep", message, "并入上一层", spot.clause)
        items = [
            self._item(entry, kind, inherited)
            for kind in get_args(Kind)
            for entry in _records(record, f"{kind}s")
        ]
        return Section(
            title=record.get("title") or Text(),
            level=spot.level,
            number=spot.number,
            clause=spot.clause,
            text=record.get("text"),
            parts=tuple(parts),
            items=tuple(items),
        )

    def _item(self, record: Record, kind: Kind, inherited: _Inherited) -> Item:
        spot: ClauseNumber = record[SPOT]
        inherited = self._inherit(inherited, record, spot.clause)
        self._enter_id(record.get("id"), spot.clause)
        if kind == "goal" and record.get("id"):
            self.goals.add(record["id"])
        serves = tuple(goal for goal in record.get("goals") or () if goal)
        self.served += [(goal, spot.clause) for goal in serves]
        tasks = [self._task(entry, inherited, spot.clause) for entry in _records(record, "tasks")]
        return Item(
            kind=kind,
            id=record.get("id") or Text(),
            number=spot.number,
            clause=spot.clause,
            level=spot.level,
            title=record.get("title"),
            text=record.get("text"),
            goals=serves,
            responsible=inherited.responsible,
            deadline=inherited.deadline,
            targets=self._targets(record, spot.clause),
            evidence=record.get("evidence"),
            tasks=tuple(tasks),
            print_responsible=inherited.print_responsible,
        )

    def _task(self, record: Record, inherited: _Inherited, place: str) -> Task:
        inherited = self._inherit(inherited, record, place)
        self._enter_id(record.get("id"), place)
        return Task(
            do=record.get("do") or Text(),
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
        """What a text says of time; words that cannot be read are kept, and said in a warning."""
        if not text or not self.year:
            return None
        try:
            deadline = read(text, self.year, self.issued, self.workdays, seasons=self.seasons)
        except DeadlineError as error:
            self._misread(text, error, Severity.ERROR, place)
            return None
        if deadline.error:
            self._misread(text, deadline.error, Severity.WARNING, place)
        if past := deadline.before(date(self.year, 1, 1)):
            days = "、".join(map(written, past))
            message = f"完成时限“{text}”落在{days}，在{self.year}年度之前"
            hint = "核对年份，多半是照抄上一年的"
            self.reading.say(
                text, "deadline-before-year", message, hint, place, severity=Severity.WARNING
            )
        return deadline

    def _misread(self, text: Text, error: DeadlineError, severity: Severity, place: str) -> None:
        at = Text(text[error.offset :][: error.length], text.line, text.column + error.offset)
        self.reading.say(at, error.code, str(error), error.hint, place, severity=severity)

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

    def _annex(self, record: Record) -> Annex:
        roster = [
            Role(entry.get("role") or Text(), tuple(filter(None, entry.get("names") or ())))
            for entry in _records(record, "roster")
        ]
        return Annex(
            title=record.get("title") or Text(),
            text=record.get("text"),
            orientation=record.get("orientation") or "portrait",
            table=self._table(record.get("table"), record.get("orientation") or "portrait"),
            roster=tuple(roster),
        )

    def _table(self, record: Record | None, orientation: str) -> Table | None:
        if not record:
            return None
        columns = [
            Column(entry.get("name") or Text(), entry.get("width"))
            for entry in _records(record, "columns")
        ]
        if columns:
            self._check_width(columns, orientation)
        rows = [row for row in record.get("rows") or () if row]
        for row in rows:
            at = next(filter(None, row), None)
            if at and columns and len(row) != len(columns):
                message = f"这一行有 {len(row)} 格，表有 {len(columns)} 列"
                self.reading.say(at, "table-row", message, "补齐各格，空格写 /")
        return Table(tuple(columns), tuple(rows))

    def _check_mark(self, issue: Record) -> None:
        """A letter bears one issuer; 文件 is neither a letter's, minutes' nor an order's."""
        form, mark = issue.get("form"), issue.get("issuer_mark") or {}
        others = [name for name in (mark.get("names") or ())[1:] if name]
        if form == "letter" and others:
            message = f"信函的发文机关标志只印主办机关，“{others[0]}”印不出来"
            self.reading.say(others[0], "not-allowed", message, "只写主办机关，或改印发形式 form")
        if form in ("letter", "minutes", "order") and mark.get("suffix"):
            message = "信函、纪要、命令的发文机关标志不带“文件”二字"
            self.reading.say(mark["suffix"], "not-allowed", message, "删去 suffix")

    def _check_width(self, columns: list[Column], orientation: str) -> None:
        """The columns of fixed width leave room for the others."""
        room = _ROOM[orientation]
        widths = [each.width for each in columns if each.width and each.width.endswith("字")]
        fixed = [float(width[:-1]) for width in widths]
        if sum(fixed) + len(columns) - len(fixed) > room:
            message = f"定宽的列共 {sum(fixed):g} 字，加上其余 {len(columns) - len(fixed)} 列，"
            message += f"超过版心的 {room} 字"
            hint = "减小列宽或列数，或改用横排 orientation: landscape"
            self.reading.say(columns[0].name, "table-width", message, hint)

    def _check_served(self) -> None:
        for goal, place in self.served:
            if goal not in self.goals:
                hint = f"{near_name(goal, self.goals)}写某一条工作目标的 id"
                message = f"没有编号为“{goal}”的工作目标"
                self.reading.say(goal, "dangling-reference", message, hint, place)


def _records(record: Record, key: str) -> list[Record]:
    return [entry for entry in record.get(key) or () if entry]


def _given(record: Record) -> Record:
    return {key: value for key, value in record.items() if value is not None}


def _target(record: Record) -> Target:
    values = _given(record)
    return Target(**{"name": Text(), **values})


def _issue(record: Record) -> Issue:
    values = _given(record)
    if attendance := values.get("attendance"):
        values["attendance"] = Attendance(**{"present": Text(), **attendance})
    if mark := values.get("issuer_mark"):
        values["issuer_mark"] = IssuerMark(mark.get("names") or (), mark.get("suffix"))
    return Issue(**values)
