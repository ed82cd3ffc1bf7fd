"""What a rule is given to look at, and what it says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from plangen.findings.finding import Severity
from plangen.language.actors import NameFinder
from plangen.language.figures import targets
from plangen.plan import Annex, Group, Item, Plan, Section, Target, Task, Unit
from plangen.readers.settings import LOAD
from plangen.results import Results
from plangen.scalar import Day, Integer, Number, Text
from plangen.tasks import TaskRow, task_rows
from plangen.workdays import OFFICIAL, Workdays

WordingKind = Literal["title", "heading", "text", "task", "evidence", "deadline", "page", "name"]
Family = Literal["responsibility", "deadline", "target", "structure", "law", "wording", "form"]

__all__ = ["Family", "Offence", "Options", "Severity", "Subject", "Wording"]

NAMING: Final = 20
"""So many characters of its text name an item in a message."""


@dataclass(frozen=True, slots=True)
class Offence:
    """What a rule finds: at which value of the plan, which word of it, and how to mend it."""

    at: Text | Integer | Number | Day
    message: str
    """What is wrong and why, in Chinese, without a full stop at the end."""
    hint: str = ""
    """How to mend it, in Chinese."""
    clause: str = ""
    """The number in the document of the item concerned, such as 二（三）1."""
    offset: int = 0
    """Where in the value the word begins, in characters from 0."""
    length: int = 0
    """How long the word is; 0 for the whole value."""
    mend: str | None = None
    """What `plangen check --fix` puts in the word's place, where that needs no judgement."""
    severity: Severity | None = None
    """How grave it is, where that is not what the rule says."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A piece of the plan's wording, as it will be printed or sent out."""

    text: Text
    clause: str
    kind: WordingKind
    """title: of plan, notice, annex · heading: of a section or item · text: sentences of the body
    · task: what is to be done · page: other elements of the page, such as cc · name: of a target,
    a unit, a department."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a bureau may set about the rules."""

    load: int = LOAD
    """How many tasks an officer (责任人) may answer for."""
    laws: bytes | None = None
    """More laws, in YAML; they override by title."""


@dataclass(frozen=True)
class Subject:
    """One plan under examination."""

    plan: Plan
    workdays: Workdays = OFFICIAL
    previous: Plan | None = None
    """Last year's plan of the same series, where it is known."""
    options: Options = field(default_factory=Options)
    issued: Plan | None = None
    """The plan as it was last issued, where it was."""
    results: Results | None = None
    """What was reached of last year's plan, where its ledger is known."""

    @cached_property
    def rows(self) -> tuple[TaskRow, ...]:
        """The plan's tasks."""
        return task_rows(self.plan, self.workdays)

    @cached_property
    def names(self) -> NameFinder:
        """The names of the register, to be found in texts."""
        return NameFinder(self.plan.register)

    @cached_property
    def parties(self) -> tuple[Unit | Group, ...]:
        """Every unit and group that has a part in some task, once."""
        parties = {who.id: who for row in self.rows for who in row.responsible.parts}
        return tuple(parties.values())

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Every piece of wording, in the plan file's order of keys; names of the register last."""
        return tuple(_wordings(self.plan))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Every section and part, at any depth, in the document's order."""
        return tuple(_all_sections(self.plan.sections))

    @cached_property
    def targets(self) -> tuple[tuple[Item, Target], ...]:
        """Every target of an item or of one of its tasks, with the item."""
        return tuple(targets(self.items))

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every goal, measure and requirement."""
        return tuple(self.plan.items())


def _all_sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all_sections(section.parts)


def _wordings(plan: Plan) -> Iterator[Wording]:
    issue = plan.issue
    yield from _outside_items("title", plan.title, issue.title)
    yield from _outside_items("text", issue.body, plan.preamble)
    yield from _outside_items("page", plan.issuer, *issue.signature)
    yield from _outside_items("page", issue.recipients, issue.note, issue.cc, issue.printed_by)
    for section in plan.sections:
        yield from _of_section(section)
    yield from _outside_items("text", plan.closing)
    for annex in plan.annexes:
        yield from _of_annex(annex)


def _outside_items(kind: WordingKind, *texts: Text | None) -> Iterator[Wording]:
    """Wordings of the texts that there are; they belong to no item and have no number."""
    for text in texts:
        if text:
            yield Wording(text, "", kind)


def _of_section(section: Section) -> Iterator[Wording]:
    if section.title:
        yield Wording(section.title, section.clause, "heading")
    if section.text:
        yield Wording(section.text, section.clause, "text")
    for entry in section.content:
        if isinstance(entry, Section):
            yield from _of_section(entry)
        else:
            yield from _of_item(entry)


def _of_item(item: Item) -> Iterator[Wording]:
    if item.title:
        yield Wording(item.title, item.clause, "heading")
    for sentence in item.sentences:
        yield Wording(sentence.text, item.clause, "text")
    if item.text and not item.sentences:
        yield Wording(item.text, item.clause, "text")
    yield from _of_duty(item, item.clause)
    for task in item.tasks:
        yield from _of_task(task, item)


def _of_task(task: Task, item: Item) -> Iterator[Wording]:
    """The wording of a task; a sentence of the item is none of its own."""
    if not any(task.do is sentence.text for sentence in item.sentences):
        yield Wording(task.do, item.clause, "task")
    yield from _of_duty(task, item.clause)
    for subtask in task.tasks:
        yield from _of_task(subtask, item)


def _of_duty(duty: Item | Task, clause: str) -> Iterator[Wording]:
    if duty.evidence:
        yield Wording(duty.evidence, clause, "evidence")
    for target in duty.targets:
        yield Wording(target.name, clause, "name")


def _of_annex(annex: Annex) -> Iterator[Wording]:
    yield from _outside_items("title", annex.title)
    yield from _outside_items("text", annex.text, annex.notes)
    if annex.table:
        for row in annex.table.rows:
            for cell in row:
                yield from _outside_items("text", cell.text)
