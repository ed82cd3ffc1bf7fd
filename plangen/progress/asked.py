"""What a plan asks of whom: the rows of everybody's checklist, to which what comes back is held."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from sys import intern

from plangen.checklists import Audience, Checklist, ChecklistLine, checklists, cover
from plangen.checklists.rows import identity, rows_of
from plangen.plan import Department, Group, Plan, Unit
from plangen.tasks import TaskRow, UnitPart, target_words, task_rows
from plangen.typography import blankless
from plangen.workdays import Workdays


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A row of a checklist: one task in one period."""

    task: str
    period: str
    """2026Q1; empty where the task is due once."""
    wording: str
    """The cell with the task as the list has it."""
    deadline: str
    due: date | None
    row: TaskRow

    @property
    def key(self) -> str:
        """标识 of the row."""
        return f"{self.task}@{self.period}" if self.period else self.task

    @property
    def dates(self) -> tuple[date, ...]:
        """The due dates that it stands for: one, or all those of a task due too often."""
        return (self.due,) if self.due and self.period else self.row.due

    @property
    def place(self) -> str:
        """The item's number and what to do, for messages."""
        return _placed(self.row.item.clause, self.row.text)

    @property
    def dated_place(self) -> str:
        """The same with the due date, where the task has several."""
        return f"{self.place}（{self.due}）" if self.period else self.place

    @property
    def wordings(self) -> tuple[str, ...]:
        """The ways in which a list may have worded it."""
        worded = [self.wording, str(self.row.text)]
        if self.row.heading:
            worded += [f"【{self.row.heading}】{text}" for text in worded]
        return tuple(dict.fromkeys(map(blankless, worded)))


@lru_cache(maxsize=4096)  # every unit's line of a task says the same: one text for all of them
def _placed(clause: str, text: str) -> str:
    return f"{clause} {shortened(text)}".strip()


def shortened(text: str) -> str:
    """What a message has of a task's words."""
    words = text.replace("\n", "")
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


_KEPT = 64
"""How many lists are kept: the next file may be of the same unit."""
_SHOWN = 24
"""Characters of a task in a message."""


@dataclass(frozen=True, slots=True)
class AskedList:
    """Everything asked of one unit, open group, department or lead official."""

    audience: Audience
    id: str
    name: str
    revision: str
    rows: Mapping[str, AskedRow]
    """By 标识, in the list's order."""


class AskedPlan:
    """The checklists of a plan, made as they are wanted."""

    def __init__(self, plan: Plan, file: str, workdays: Workdays) -> None:
        self.plan = plan
        self.file = file
        self.workdays = workdays
        self._rows = task_rows(plan, workdays)
        self._lists: dict[str, AskedList] = {}
        self._shared_rows: dict[int, Mapping[str, AskedRow]] = {}
        """The rows of lines that several lists may share, by the identity of these."""

    @cached_property
    def name(self) -> tuple[str, int]:
        """The series and the year, by which lists say which plan they are of."""
        return str(self.plan.series), int(self.plan.year)

    @property
    def key(self) -> str:
        """The same in one word: series:2026."""
        return f"{self.plan.series}:{self.plan.year}"

    @property
    def year(self) -> int | None:
        """The year of a day that is written without one; None in a plan of several years."""
        return None if self.plan.span else int(self.plan.year)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What a list of this plan bears at its top, without blanks."""
        top = cover(self.plan)
        return tuple(map(blankless, (top.title, f"《{self.plan.name}》")))

    @cached_property
    def checklists(self) -> Mapping[str, Checklist]:
        """Every checklist by the id of whom it is for."""
        made: dict[str, Checklist] = {}
        for checklist in checklists(self.plan, self._rows):
            made.setdefault(str(checklist.id), checklist)
        return made

    @cached_property
    def tasks(self) -> Mapping[str, TaskRow]:
        """Every task by its id."""
        return {row.id: row for row in self._rows}

    @cached_property
    def goals(self) -> Mapping[str, str]:
        """Every goal by its id: its number, and its targets or else its words."""
        goals = {}
        for item in self.plan.items():
            if item.kind == "goal":
                told = "、".join(map(target_words, item.targets)) or shortened(item.wording)
                goals[str(item.id)] = f"{item.clause} {told}"
        return goals

    @cached_property
    def wordings(self) -> frozenset[str]:
        """Every wording of a task, without blanks."""
        texts = set()
        for checklist in self.checklists.values():
            for line in checklist.lines:
                texts.add(blankless(line.text))
                texts.add(blankless(f"【{line.heading}】{line.text}"))
        return frozenset(texts)

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        names: dict[str, frozenset[str]] = {}
        also = self._also()
        for key, checklist in self.checklists.items():
            for name in (key, checklist.name, *also.get(key, ())):
                word = blankless(name)
                names[word] = names.get(word, frozenset()) | {key}
        return names

    def _also(self) -> dict[str, tuple[str, ...]]:
        register = self.plan.register
        also: dict[str, tuple[str, ...]] = {}
        everybody: list[Department | Unit | Group] = [*register.departments]
        everybody += [*register.units, *register.groups]
        for known in everybody:
            also[str(known.id)] = (*also.get(str(known.id), ()), *map(str, known.also))
        return also

    @property
    def names(self) -> Iterable[str]:
        """Every name by which somebody who has a list is known."""
        return self._names

    def who(self, name: str) -> frozenset[str]:
        """The ids of those who bear a name and have a list; one, where it is told apart."""
        return self._names.get(blankless(name), frozenset())

    def of(self, key: str) -> AskedList | None:
        """The list of one by its id; None where nothing is asked of it."""
        if key not in self._lists:
            checklist = self.checklists.get(key)
            if checklist is None:
                return None
            if len(self._lists) >= _KEPT:
                self._lists.clear()
            self._lists[key] = self._asked(checklist)
        return self._lists[key]

    def all_lists(self) -> Iterator[AskedList]:
        """Every list whose rows its holder answers for.

        A department answers for the tasks that no unit has a part in; a lead official for none.
        """
        for key, checklist in self.checklists.items():
            asked = self._asked(checklist)
            if checklist.audience is Audience.DEPARTMENT:
                own = {}
                for identity_, row in asked.rows.items():
                    if not has_units(row.row):
                        own[identity_] = row
                asked = AskedList(asked.audience, key, asked.name, asked.revision, own)
            if asked.rows and checklist.audience is not Audience.OFFICIAL:
                yield asked

    def _asked(self, checklist: Checklist) -> AskedList:
        rows = self._rows_of(checklist.lines)
        return AskedList(
            checklist.audience, str(checklist.id), str(checklist.name), checklist.revision, rows
        )

    def _rows_of(self, lines: tuple[ChecklistLine, ...]) -> Mapping[str, AskedRow]:
        shared = self._shared_rows.get(id(lines))  # `checklists` holds them: no other has this id
        if shared is not None:
            return shared
        rows = {}
        for line in lines:
            for row in rows_of(line):
                asked = self._row(row)
                rows[asked.key] = asked
        if len(self._shared_rows) >= _KEPT:
            self._shared_rows.clear()
        self._shared_rows[id(lines)] = rows
        return rows

    def _row(self, line: ChecklistLine) -> AskedRow:
        task, _, period = map(intern, str(identity(line)).partition("@"))
        due = line.due[-1] if line.due else None
        return AskedRow(task, period, line.text, line.deadline, due, self.tasks[line.task])


def has_units(row: TaskRow) -> bool:
    """Whether any unit or group has a part in a task."""
    return any(row.units(part) for part in UnitPart)
