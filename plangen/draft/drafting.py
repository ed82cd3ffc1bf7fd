"""A plan's file rolled on to a later year; its layout, ids, order and comments are kept."""

import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from plangen.checking.session import examine_file
from plangen.deadline import By, Deadline, read
from plangen.document.kinds import flat
from plangen.draft.deciding import Place, ask_days, ask_deadlines, ask_lists, ask_targets
from plangen.draft.issuing import empty_issue
from plangen.draft.questions import Question, Questions
from plangen.draft.reached import ask_reached
from plangen.draft.waivers import EVERY_RULE, without_idle_waivers
from plangen.draft.wording import Rolled, due_days, rolled, rolled_deadline
from plangen.draft.years import Mention, Roll
from plangen.findings.finding import CannotGoOn, Finding
from plangen.plan import Department, Group, Plan, Register, Unit
from plangen.readers.plan_file import PlanFile, collector_paused
from plangen.readers.settings import Settings
from plangen.readers.yaml_text import compose, scalar_text
from plangen.results import Results
from plangen.rules.subject import Subject
from plangen.scalar import Text, placed
from plangen.source.editing import TextEdits, mappings, value
from plangen.workspace import Workspace

if TYPE_CHECKING:
    from yaml.nodes import MappingNode

_ASKED: Final = ("open-question", "doc-number-form", "rest-day")
"""What a check finds that the questions ask already."""
_DAY: Final = re.compile("[月/.·-]\\s?[0-9]")
"""A deadline that names a day by its number, as 6月底 and an observance do not."""
_FURTHEST = 10
"""So many years a plan is rolled on at most."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan rolled on to a later year."""

    file: PlanFile
    """As it reads; without a plan where it cannot be read, and its findings say why."""
    years: int
    """How many years were rolled on that nobody is asked about."""
    register: str
    """The register's file as seen from the draft, where that is another path."""
    waivers: tuple[Text, ...]
    """The rules whose waivers were left out, for they find nothing there any more."""
    others: tuple[Finding, ...]
    """What `plangen check` finds in it, the open questions aside."""


def draft(
    path: Path, text: str, plan: Plan, year: int, target: Path, results: Results | None = None
) -> Draft:
    """Roll the plan that was read from a text, that of the file at `path`, on to a year.

    Where the `results` of the plan are given, the questions say what was reached. The draft is
    checked as it would be at `target`; nothing is written. Raises CannotGoOn for a year that is
    not one of the next ten.
    """
    if not plan.year < year <= plan.year + _FURTHEST:
        years = f"{plan.year + 1}至{plan.year + _FURTHEST}年"
        raise CannotGoOn(f"{path} 是{plan.year}年的方案，照它可以拟{years}的，不能拟{year}年的")
    issued = plan.issue.signed_on or plan.issue.printed_on
    settings = Workspace.of(path).settings
    roll = Roll(int(plan.year), year, flat(plan.title), issued, settings.workdays)
    with collector_paused():
        rolling = _Rolling(text, plan, roll, settings, results)
        rolling.roll_all()
        register = rolling.point_to_register(path, target)
    rolled_on, waivers = without_idle_waivers(rolling.edits.written(), target)
    examined = examine_file(target, EVERY_RULE, rolled_on.encode())
    others = [finding for finding in examined.findings if finding.code not in _ASKED]
    return Draft(examined.file, rolling.years, register, tuple(waivers), tuple(others))


class _Rolling:
    """One plan's file while it is rolled on."""

    def __init__(
        self, text: str, plan: Plan, roll: Roll, settings: Settings, results: Results | None
    ) -> None:
        self.root = cast("MappingNode", compose(text, "")[0])
        self.plan, self.roll, self.settings, self.results = plan, roll, settings, results
        self.edits = TextEdits(text, self.root)
        self.questions = Questions(roll)
        self.years = 0
        self._days: dict[tuple[int, int], int] = {}
        """The days due, month and day, each with its first line."""

    def roll_all(self) -> None:
        """Roll on years and days, empty what is filled in on issue, ask what must be decided."""
        year = Text(str(self.plan.year), self.plan.year.line, self.plan.year.column)
        self.edits.replace(year, 0, year, str(self.roll.new))
        deadlines = [*self._deadlines()]
        for deadline in deadlines:
            self._roll_deadline(deadline)
        for wording in self._wordings():
            kept = self._roll_wording(wording)
            self._ask_where_apart(wording, kept, deadlines)
        for annex in self.plan.annexes:
            for column in annex.table.columns if annex.table else ():
                self._make(column.name, rolled(column.name, self.roll, is_column=True))
        empty_issue(self.edits, value(self.root, "issue"), self.roll)
        ask_lists(self.questions, self.plan, self.root)
        answered: Collection[Place] = ()
        if self.results:
            answered = ask_reached(self.edits, self.root, self.plan, self.results, self.roll)
        ask_targets(self.questions, self.plan, answered)
        ask_deadlines(self.questions, self.plan, self.results)
        ask_days(self.questions, self._days, self.roll)
        self.questions.write(self.edits)

    def point_to_register(self, path: Path, target: Path) -> str:
        """Name the register's file as seen from the draft, where it does not stand beside it."""
        named = value(value(self.root, "register"), "from")
        if named is None or (target.parent / named.value).exists():
            return ""
        with suppress(ValueError):  # on another drive
            relative = os.path.relpath(path.parent / named.value, target.parent)
            new = relative.replace(os.sep, "/")
            self.edits.put(named, f'"{new}"' if named.style else new)
            return new
        return ""

    def _deadlines(self) -> Iterator[Deadline]:
        """Every deadline as it is written, those included that everything overrides."""
        for mapping in mappings(self.root):
            if node := value(mapping, "deadline"):
                mark = node.start_mark
                text = Text(scalar_text(node), mark.line + 1, mark.column + 1)
                yield read(
                    text,
                    self.plan.year,
                    self.roll.issued,
                    self.settings.workdays,
                    seasons=self.settings.seasons,
                )

    def _roll_deadline(self, deadline: Deadline) -> None:
        for term in deadline.terms:
            if isinstance(term, By) and term.is_plain and _DAY.search(deadline.text):
                self._days.setdefault((term.on.month, term.on.day), deadline.text.line)
        result = rolled_deadline(deadline, self.roll)
        self._make(deadline.text, result)

    def _roll_wording(self, text: Text) -> list[Mention]:
        for day in due_days(text, self.roll):
            self._days.setdefault(day, text.line)
        result = rolled(text, self.roll)
        self._make(text, result)
        return result.kept

    def _make(self, text: Text, result: Rolled) -> None:
        """Make the edits in a wording, and note the questions."""
        for start, old, new in result.edits:
            if not self.edits.replace(text, start, old, new):
                self.edits.ask(text.line, f"“{old}”断在两行，没有改成“{new}”")
        for start, question, words in result.asked:
            self.questions.add(question, self.edits.line(text, start), words)
        self.years += result.silent

    def _ask_where_apart(self, text: Text, kept: list[Mention], deadlines: list[Deadline]) -> None:
        """Ask about a date that stays in the text though a deadline of the same words moved."""
        for mention in kept:
            if any(mention.words in deadline.text for deadline in deadlines):
                self.questions.add(Question.APART, text.line, f"“{mention.words}”")

    def _wordings(self) -> Iterator[Text]:
        for wording in Subject(self.plan).wordings:
            yield wording.text
        if self.plan.register.source is None:
            yield from _names(self.plan.register)


def _names(register: Register) -> Iterator[Text]:
    everybody: tuple[Department | Unit | Group, ...]
    everybody = (*register.departments, *register.units, *register.groups)
    for named in everybody:
        yield from map(placed, (named.name, *named.also))
