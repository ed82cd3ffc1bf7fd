"""Typed records → the Plan: references, deadlines and defaults resolved, figures checked."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from plangen.deadline import Deadline, DeadlineError, read
from plangen.deadline.dates import written
from plangen.document.gbt9704 import Style
from plangen.findings.finding import Severity
from plangen.nearest import did_you_mean, nearest
from plangen.plan import (
    Annex,
    Cell,
    Column,
    Item,
    Kind,
    Milestone,
    Plan,
    PrintResponsible,
    Responsibility,
    Role,
    Section,
    Table,
    Target,
    Task,
)
from plangen.readers.derived_ids import derived_id
from plangen.readers.entries import (
    bracket_of,
    cell_of,
    content_of,
    declared_fields,
    duty_of,
    field_fault,
    given,
    is_duty,
    issue_of,
    joined,
    own_line_of,
    records,
    sentence_of,
    span_of,
    stepwise,
    target_of,
    task_table,
    words_alone,
)
from plangen.readers.reading import ClauseNumber, Reading
from plangen.readers.register.directory import Directory
from plangen.readers.register.file import Beside
from plangen.readers.register.names import near_name
from plangen.readers.responsible import ResponsibilityReader
from plangen.readers.settings import Settings
from plangen.readers.shape import SPOT, Record
from plangen.scalar import Integer, Text


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What an entry takes from those around it unless it says otherwise."""

    deadline: Deadline | None = None
    responsible: Responsibility = field(default_factory=Responsibility)
    print_responsible: PrintResponsible = "none"


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
        self.who = ResponsibilityReader(self.directory, reading)
        self.fields = {one.name: one for one in (*settings.fields, *declared_fields(record))}
        self.span = span_of(record.get("span"))
        self.derived: Counter[str] = Counter()
        self.ids: dict[str, Text] = {}
        self.goals: set[str] = set()
        self.served: list[tuple[Text, str]] = []

    def plan(self) -> Plan:
        """Build the plan; what is wrong with it goes to the reading's findings."""
        record = self.record
        self.who.heed(record.get("preamble"))
        inherited = self._inherit(_Inherited(), record.get("defaults"), "")
        sections = [self._section(entry, inherited) for entry in records(record, "sections")]
        self._check_served()
        self._check_mark(record.get("issue") or {})
        return Plan(
            series=record.get("series") or Text(),
            year=record.get("year") or Integer(0),
            title=record.get("title") or Text(),
            issuer=record.get("issuer") or Text(),
            issue=issue_of(record.get("issue") or {}),
            register=self.directory.register,
            sections=tuple(sections),
            preamble=record.get("preamble"),
            closing=record.get("closing"),
            span=self.span,
            fields=tuple(self.fields.values()),
            annexes=tuple(self._annex(entry) for entry in records(record, "annexes")),
            style=self._style(record.get("style") or {}),
            waivers=tuple(self.reading.waivers),
            questions=self.reading.questions,
        )

    def _style(self, record: Record) -> Style:
        own = given(record)
        if "mark_size" in own:
            own["mark_size"] = float(own["mark_size"])
        return replace(self.style, **own)

    def _section(self, record: Record, inherited: _Inherited) -> Section:
        spot: ClauseNumber = record[SPOT]
        self.who.heed(record.get("text"))
        inherited = self._inherit(inherited, record.get("defaults"), spot.clause)
        inherited = self._inherit(inherited, record, spot.clause)
        content = [self._entry(entry, kind, inherited) for entry, kind in content_of(record)]
        if spot.level == _DEEPEST and any(isinstance(entry, Section) for entry in content):
            message = "部分分到了第五层，公文的层次序数只有四层：一、（一）1.（1）"
            at = record.get("title") or Text("", 1, 1)
            self.reading.say(at, "too-deep", message, "并入上一层", spot.clause)
        return Section(
            title=record.get("title") or Text(),
            level=spot.level,
            number=spot.number,
            clause=spot.clause,
            text=record.get("text"),
            run_in=bool(record.get("run_in")),
            content=tuple(content),
            closing=words_alone(record.get("responsible")),
            table=task_table(record.get("tasks")),
        )

    def _entry(self, record: Record, kind: str, inherited: _Inherited) -> Section | Item:
        if kind == "part":
            return self._section(record, inherited)
        return self._item(record, cast("Kind", kind), inherited)

    def _item(self, record: Record, kind: Kind, inherited: _Inherited) -> Item:
        spot: ClauseNumber = record[SPOT]
        inherited = self._inherit(inherited, record, spot.clause)
        if kind == "text":
            inherited = _Inherited()
        sentences = [sentence_of(entry) for entry in record.get("sentences") or () if entry]
        text = record.get("text") or joined(sentences)
        key = record.get("id") or self._derived("", record.get("title") or text or "")
        self._enter_id(record.get("id"), spot.clause)
        if kind == "goal" and record.get("id"):
            self.goals.add(record["id"])
        serves = tuple(goal for goal in record.get("goals") or () if goal)
        self.served += [(goal, spot.clause) for goal in serves]
        duties = [duty_of(entry) for entry in record.get("sentences") or () if is_duty(entry)]
        duties += records(record, "tasks")
        tasks = [self._task(entry, inherited, spot.clause, key) for entry in duties]
        milestones = self._milestones(record, spot.clause)
        return Item(
            kind=kind,
            id=key,
            number=spot.number,
            clause=spot.clause,
            level=spot.level,
            title=record.get("title"),
            text=text,
            sentences=tuple(sentences),
            goals=serves,
            responsible=inherited.responsible,
            bracket=bracket_of(record.get("responsible")),
            closing=own_line_of(record),
            deadline=stepwise(milestones) or inherited.deadline,
            targets=self._targets(record, spot.clause),
            evidence=record.get("evidence"),
            milestones=milestones,
            fields=self._fields(record, spot.clause),
            tasks=tuple(tasks),
            print_responsible=inherited.print_responsible,
            derived=not record.get("id"),
        )

    def _task(self, record: Record, inherited: _Inherited, place: str, above: str) -> Task:
        inherited = self._inherit(inherited, record, place)
        do = record.get("do") or Text()
        key = record.get("id") or self._derived(above, do)
        self._enter_id(record.get("id"), place)
        milestones = self._milestones(record, place)
        subtasks = [self._task(entry, inherited, place, key) for entry in records(record, "tasks")]
        return Task(
            do=do,
            id=key,
            responsible=inherited.responsible,
            deadline=stepwise(milestones) or inherited.deadline,
            targets=self._targets(record, place),
            evidence=record.get("evidence"),
            milestones=milestones,
            fields=self._fields(record, place),
            tasks=tuple(subtasks),
            derived=not record.get("id"),
        )

    def _derived(self, above: str, words: str) -> Text:
        """An identity for what has none written, made from its words and not from its place.

        A second one with the same words takes -2 behind it.
        """
        key = derived_id(above, words)
        self.derived[key] += 1
        again = f"-{self.derived[key]}" if self.derived[key] > 1 else ""
        return Text(f"{key}{again}", getattr(words, "line", 1), getattr(words, "column", 1))

    def _milestones(self, record: Record, place: str) -> tuple[Milestone, ...]:
        return tuple(
            Milestone(entry.get("do") or Text(), self._deadline(entry.get("by"), place))
            for entry in records(record, "milestones")
        )

    def _fields(self, record: Record, place: str) -> tuple[tuple[str, Text], ...]:
        """What stands in the bureau's own columns, each of its declared kind."""
        values = []
        for name, value in (record.get("fields") or {}).items():
            if value is None:
                continue
            if (declared := self.fields.get(name)) is None:
                near = did_you_mean(nearest(name, self.fields))
                where = "方案的 fields（自定栏目）或者 plangen.toml "
                hint = f"{near}先在{where}里写明，例如：fields: [{{name: {name}}}]"
                self.reading.say(value, "unknown-field", f"没有“{name}”这个栏目", hint, place)
            elif fault := field_fault(declared, value):
                self.reading.say(value, "not-allowed", f"“{name}”不能是“{value}”", fault, place)
            values.append((name, value))
        return tuple(values)

    def _inherit(self, outer: _Inherited, record: Record | None, place: str) -> _Inherited:
        if not record:
            return outer
        deadline = self._deadline(record.get("deadline"), place) or outer.deadline
        responsible = self.who.read(outer.responsible, record.get("responsible"), place)
        printed = record.get("print_responsible") or outer.print_responsible
        return _Inherited(deadline, responsible, printed)

    def _deadline(self, text: Text | None, place: str) -> Deadline | None:
        """What a text says of time; words that cannot be read are kept, and said in a warning."""
        if not text or not self.year:
            return None
        try:
            deadline = read(
                *(text, self.year, self.issued, self.workdays),
                seasons=self.seasons,
                span=self.span,
            )
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
        targets = [target_of(entry) for entry in records(record, "targets")]
        for target in targets:
            if target.unit not in ("%", "％"):
                continue
            for figure in (target.at_least, target.at_most, target.exactly):
                if figure is not None and not 0 <= figure <= 100:
                    message = f"“{target.name}”的百分比是 {figure}，应当在 0 到 100 之间"
                    hint = "核对数字；是次数、人数的，改 unit（计量单位）"
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
            for entry in records(record, "roster")
        ]
        return Annex(
            title=record.get("title") or Text(),
            text=record.get("text"),
            orientation=record.get("orientation") or "portrait",
            table=self._table(record.get("table"), record.get("orientation") or "portrait"),
            tasks=task_table(record.get("tasks")),
            notes=record.get("notes"),
            roster=tuple(roster),
        )

    def _table(self, record: Record | None, orientation: str) -> Table | None:
        if not record:
            return None
        columns = [
            Column(entry.get("name") or Text(), entry.get("width"), entry.get("under"))
            for entry in records(record, "columns")
        ]
        if columns:
            self._check_width(columns, orientation)
        rows = [tuple(map(cell_of, row)) for row in record.get("rows") or () if row]
        self._check_rows(rows, len(columns))
        return Table(tuple(columns), tuple(rows), record.get("size"))

    def _check_rows(self, rows: list[tuple[Cell, ...]], columns: int) -> None:
        """Each row fills the columns, with the cells that reach into it from above."""
        reaching = [0] * columns
        for row in rows:
            reached = sum(left > 0 for left in reaching)
            filled = sum(cell.columns for cell in row) + reached
            if columns and filled != columns:
                above = f"（上面跨行的占 {reached} 格）" if reached else ""
                message = f"这一行有 {filled - reached} 格{above}，表有 {columns} 列"
                at = next((cell.text for cell in row if cell.text), row[0].text)
                self.reading.say(at, "table-row", message, "补齐各格，空格写 ''")
            free = [column for column in range(columns) if reaching[column] == 0]
            reaching = [max(left - 1, 0) for left in reaching]
            for cell in row:
                for column in free[: cell.columns]:
                    reaching[column] = cell.rows - 1
                free = free[cell.columns :]

    def _check_mark(self, issue: Record) -> None:
        """A letter bears one issuer; 文件 is neither a letter's, minutes' nor an order's."""
        form, mark = issue.get("form"), issue.get("issuer_mark") or {}
        others = [name for name in (mark.get("names") or ())[1:] if name]
        if form == "letter" and others:
            message = f"信函的发文机关标志只印主办机关，“{others[0]}”印不出来"
            self.reading.say(
                others[0], "not-allowed", message, "只写主办机关，或改 form（印发形式）"
            )
        if form in ("letter", "minutes", "order") and mark.get("suffix"):
            message = "信函、纪要、命令的发文机关标志不带“文件”二字"
            self.reading.say(mark["suffix"], "not-allowed", message, "删去 suffix（“文件”二字）")

    def _check_width(self, columns: list[Column], orientation: str) -> None:
        """The columns of fixed width leave room for the others."""
        room = _ROOM[orientation]
        widths = [each.width for each in columns if each.width and each.width.endswith("字")]
        fixed = [float(width[:-1]) for width in widths]
        if sum(fixed) + len(columns) - len(fixed) > room:
            message = f"定宽的列共 {sum(fixed):g} 字，加上其余 {len(columns) - len(fixed)} 列，"
            message += f"超过版心的 {room} 字"
            hint = "减小列宽或列数，或改用 orientation: landscape（横排）"
            self.reading.say(columns[0].name, "table-width", message, hint)

    def _check_served(self) -> None:
        for goal, place in self.served:
            if goal not in self.goals:
                hint = f"{near_name(goal, self.goals)}写某一条工作目标的 id（编号）"
                message = f"没有编号为“{goal}”的工作目标"
                self.reading.say(goal, "dangling-reference", message, hint, place)
