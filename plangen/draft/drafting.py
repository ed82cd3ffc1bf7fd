"""A plan's file rolled on to a later year; its layout, ids, order and comments are kept."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from plangen.checking.session import examine_file
from plangen.deadline import Deadline, read
from plangen.draft.deciding import ask_deadlines, ask_lists, ask_targets
from plangen.draft.issuing import empty_issue
from plangen.draft.waivers import EVERY_RULE, without_idle_waivers
from plangen.draft.wording import due_by_day, rolled, rolled_deadline
from plangen.draft.years import Roll, Rolled
from plangen.findings.finding import CannotGoOn, Finding
from plangen.language.kinds import flat
from plangen.plan import Plan
from plangen.readers.plan_file import PlanFile, collector_paused
from plangen.readers.yaml_text import compose, scalar_text
from plangen.rules.subject import Subject
from plangen.scalar import Text
from plangen.source.editing import TextEdits, mappings, value
from plangen.workspace import Workspace

if TYPE_CHECKING:
    from yaml.nodes import MappingNode

_ASKED: Final = ("open-question", "doc-number-form")
"""What a check finds of the questions themselves, and of the number that waits for one."""
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
    """What the register's file is called from where the draft stands, if that is new."""
    waivers: tuple[Text, ...]
    """The rules whose waivers were left out, for they find nothing there any more."""
    others: tuple[Finding, ...]
    """What `plangen check` finds in it, the open questions aside."""


def draft(path: Path, text: str, plan: Plan, year: int, target: Path) -> Draft:
    """Roll the plan that was read from a text, that of the file at `path`, on to a year.

    It is checked as it would be at `target`; nothing is written. Raises CannotGoOn for a year
    that is not one of the next ten.
    """
    if not plan.year < year <= plan.year + _FURTHEST:
        years = f"{plan.year + 1}至{plan.year + _FURTHEST}年"
        raise CannotGoOn(f"{path} 是{plan.year}年的方案，照它可以拟{years}的，不能拟{year}年的")
    roll = Roll(plan.year, year, flat(plan.title), Workspace.of(path).settings.workdays)
    with collector_paused():
        rolling = _Rolling(text, plan, roll)
        rolling.roll_all()
        register = rolling.point_to_register(path, target)
    rolled_on, waivers = without_idle_waivers(rolling.sheet.written(), target)
    examined = examine_file(target, EVERY_RULE, rolled_on.encode())
    others = [each for each in examined.findings if each.code not in _ASKED]
    return Draft(examined.file, rolling.years, register, tuple(waivers), tuple(others))


class _Rolling:
    """One plan's file while it is rolled on."""

    def __init__(self, text: str, plan: Plan, roll: Roll) -> None:
        self.root = cast("MappingNode", compose(text, "")[0])
        self.plan, self.roll = plan, roll
        self.sheet = TextEdits(text, self.root)
        self.years = 0

    def roll_all(self) -> None:
        """Roll on years and days, empty what is filled in on issue, ask what must be decided."""
        year = Text(str(self.plan.year), self.plan.year.line, self.plan.year.column)
        self._make(year, [Rolled(0, year, str(self.roll.new))])
        moved = self._roll_deadlines()
        for wording in self._wordings():
            self._make(wording, rolled(wording, self.roll), moved)
        empty_issue(self.sheet, value(self.root, "issue"), self.roll)
        ask_lists(self.sheet, self.plan, self.root)
        ask_targets(self.sheet, self.plan, self.roll)
        ask_deadlines(self.sheet, self.plan, self.roll)

    def point_to_register(self, path: Path, target: Path) -> str:
        """Name the register's file as seen from the draft, where it does not stand beside it."""
        named = value(value(self.root, "register"), "from")
        if named is None or (target.parent / named.value).exists():
            return ""
        with suppress(ValueError):  # on another drive
            found = os.path.relpath(path.parent / named.value, target.parent).replace(os.sep, "/")
            self.sheet.put(named, f'"{found}"' if named.style else found)
            return found
        return ""

    def _roll_deadlines(self) -> frozenset[tuple[int, int]]:
        """Roll on the deadlines; the days among them that fell on rest days."""
        deadlines = list(self._deadlines())
        if any(due_by_day(deadline) for deadline in deadlines):
            self._ask_of_holidays()
        changes = [(each, list(rolled_deadline(each, self.roll))) for each in deadlines]
        for deadline, made in changes:
            self._make(deadline.text, made)
        return frozenset(each.moved for _, made in changes for each in made if each.moved)

    def _ask_of_holidays(self) -> None:
        if not self.roll.workdays.known(self.roll.new):
            said = f"{self.roll.new}年的放假安排还不知道"
            question = f"{said}，时限只避开了周末和法定节假日，公布后核对"
            self.sheet.ask(self.plan.year.line, question)

    def _deadlines(self) -> Iterator[Deadline]:
        """Every deadline as it is written, those included that everything overrides."""
        issue = self.plan.issue
        for mapping in mappings(self.root):
            if node := value(mapping, "deadline"):
                mark = node.start_mark
                text = Text(scalar_text(node), mark.line + 1, mark.column + 1)
                issued = issue.signed_on or issue.printed_on
                yield read(text, self.plan.year, issued, self.roll.workdays)

    def _wordings(self) -> Iterator[Text]:
        yield from (wording.text for wording in Subject(self.plan).wordings)
        for annex in self.plan.annexes:
            yield from (column.name for column in (annex.table.columns if annex.table else ()))

    def _make(
        self,
        text: Text,
        changes: Iterable[Rolled],
        moved: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        """Make changes in a wording; of days that deadlines have too, those ask the question."""
        for start, old, new, question, day in changes:
            line = self.sheet.replace(text, start, old, new)
            if not line and new != old:
                self.sheet.ask(text.line, f"“{old}”断在两行，没有改成“{new}”")
            elif question and day not in moved:
                self.sheet.ask(line or text.line, question)
            elif new != old and not question:
                self.years += 1
