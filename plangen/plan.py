"""The plan: what the bureau decided, as immutable values, references and defaults resolved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Final, Literal

from plangen.deadline import Deadline
from plangen.document.gbt9704 import STANDARD, Style
from plangen.scalar import Day, Integer, Number, Text

Form = Literal["plan", "notice", "document", "letter", "minutes", "order"]
Kind = Literal["goal", "measure", "requirement", "text"]
KINDS: Final[dict[Kind, str]] = {
    "goal": "工作目标",
    "measure": "工作措施",
    "requirement": "工作要求",
    "text": "正文",
}
"""What people call each; a text is no duty: it prints, and nobody has to do it."""
PrintResponsible = Literal["none", "block", "inline"]

_CITED = re.compile(
    r"《([^《》]+?(?:法|条例|办法|规定|细则|规则|规范|规程|标准|决定)(?:（[^《》]+）)?)》"
)


def cited(text: str) -> tuple[str, ...]:
    """The titles of the laws and regulations that a text cites, without 《》, each once."""
    return tuple(dict.fromkeys(_CITED.findall(text)))


@dataclass(frozen=True, slots=True)
class Department:
    """A department (科室) of the issuing bureau."""

    id: Text
    name: Text
    also: tuple[Text, ...] = ()
    person: Text | None = None
    """责任人: the officer who answers for what the department does."""
    lead_official: Text | None = None
    """责任领导: the leader who supervises the department."""
    called: Text | None = field(default=None, compare=False)
    """The alias by which an item names it, which a notice prints; None where it is the name."""

    @property
    def printed(self) -> Text:
        """What a notice calls it."""
        return self.called or self.name


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (单位) that can be responsible.

    Its words remember their place where the plan itself writes them; those of a register's table
    are plain, for there may be a million of them.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    """Other names that the text uses for it."""
    category: str | None = None
    """类别: what kind of unit it is, such as 乡镇卫生院."""
    tags: tuple[str, ...] = ()
    """标签: whatever else groups may pick it by."""
    parent: "Unit | None" = None
    """上级: the unit it belongs to, as a township's to its county."""
    contact: str | None = None
    """联系人: who in the unit receives its checklist."""
    phone: str | None = None
    mail: str | None = None
    """邮箱: where mails to it go."""
    called: Text | None = field(default=None, compare=False)
    """The alias by which an item names it, which a notice prints; None where it is the name."""

    @property
    def printed(self) -> str:
        """What a notice calls it."""
        return self.called or self.name


@dataclass(frozen=True, slots=True)
class Group:
    """A collective name (各医疗卫生单位) for several units."""

    id: Text
    name: Text
    also: tuple[Text, ...] = ()
    units: "tuple[Unit | Group, ...] | None" = None
    """Its members; None where the group is open: named, but not yet listed."""
    called: Text | None = field(default=None, compare=False)
    """The alias by which an item names it, which a notice prints; None where it is the name."""

    @property
    def printed(self) -> Text:
        """What a notice calls it."""
        return self.called or self.name


def leaves(one: Unit | Group) -> Iterator[Unit | Group]:
    """The units of a group, and of the groups in it; an open group stands for itself."""
    if isinstance(one, Unit) or one.units is None:
        yield one
    else:
        for member in one.units:
            yield from leaves(member)


@dataclass(frozen=True, slots=True)
class Register:
    """Everybody who can be responsible."""

    departments: tuple[Department, ...] = ()
    units: tuple[Unit, ...] = ()
    groups: tuple[Group, ...] = ()
    source: Text | None = None
    """The file that holds most of it, where that is not the plan's own."""
    supplied: int = 0
    """How many of the units, the first ones, are that file's."""


UNIT_ROLES: Final = {
    "leads": "牵头单位",
    "units": "责任单位",
    "supporting_units": "配合单位",
    "guiding_units": "指导单位",
    "participating_units": "参与单位",
    "implementing_units": "落实单位",
}
"""The roles that units have, in the order in which lists name them, and what people call each."""
_unit_roles: Final = attrgetter(*UNIT_ROLES)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who does it, in every role a notice names; inheritance is already applied."""

    departments: tuple[Department, ...] = ()
    """责任科室: the first leads."""
    supporting_departments: tuple[Department, ...] = ()
    persons: tuple[Text, ...] = ()
    """责任人, as a rule those of the departments."""
    lead_officials: tuple[Text, ...] = ()
    leads: tuple[Unit | Group, ...] = ()
    """牵头单位: several lead together (并列牵头)."""
    units: tuple[Unit | Group, ...] = ()
    supporting_units: tuple[Unit | Group, ...] = ()
    guiding_units: tuple[Unit | Group, ...] = ()
    participating_units: tuple[Unit | Group, ...] = ()
    implementing_units: tuple[Unit | Group, ...] = ()

    @property
    def department(self) -> Department | None:
        """The department that leads, or the only one."""
        return self.departments[0] if self.departments else None

    @property
    def person(self) -> Text | None:
        """The officer who answers for it first."""
        return self.persons[0] if self.persons else None

    @property
    def lead_official(self) -> Text | None:
        """The leader who supervises it first."""
        return self.lead_officials[0] if self.lead_officials else None

    @property
    def parts(self) -> "tuple[Unit | Group, ...]":
        """Every unit and group that has a part in it, those that lead first."""
        return tuple(chain.from_iterable(_unit_roles(self)))

    def __bool__(self) -> bool:
        """Tell whether anybody is responsible."""
        return self != Responsibility()


@dataclass(frozen=True, slots=True)
class Target:
    """指标: a figure to be reached, in `unit` (%, 次, 人)."""

    name: Text
    at_least: Number | None = None
    at_most: Number | None = None
    exactly: Number | None = None
    increase: Number | None = None
    decrease: Number | None = None
    baseline: Number | None = None
    """What an increase or decrease is measured from."""
    unit: Text | None = None
    aspirational: bool = False
    """力争 (true) as against 确保."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """节点: a step of a task, and by when it is taken."""

    do: Text
    by: Deadline | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """自定栏目: a column that a bureau keeps of its own, such as 分值."""

    name: Text
    type: Literal["text", "number", "date"] = "text"
    choices: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One thing a unit must actually do."""

    do: Text
    id: Text | None = None
    responsible: Responsibility = field(default_factory=Responsibility)
    deadline: Deadline | None = None
    targets: tuple[Target, ...] = ()
    evidence: Text | None = None
    milestones: tuple[Milestone, ...] = ()
    fields: tuple[tuple[str, Text], ...] = ()
    """自定栏目: column and what stands in it."""
    tasks: "tuple[Task, ...]" = ()
    """子任务, one level deep."""
    derived: bool = False
    """Whether its id is none that was written, but made from its words."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """分句: a sentence or several, and the responsibility that is printed after it."""

    text: Text
    bracket: Text | None = None
    """Its responsibility as the notice prints it, brackets included."""


@dataclass(frozen=True, slots=True)
class Item:
    """A goal, a measure or a requirement: one entry of the plan; or a text that is no duty."""

    kind: Kind
    id: Text
    """Stable across years and across renumbering."""
    number: str = ""
    """The numeral that is printed, such as （三） or 1. ; empty for an unnumbered paragraph."""
    clause: str = ""
    """How people cite it: 二（三）1."""
    level: int = 2
    """The level of its numeral, 1 to 4."""
    title: Text | None = None
    """The run-in heading."""
    text: Text | None = None
    """Paragraphs, separated by line breaks; where it has sentences, those, as they are printed."""
    sentences: tuple[Sentence, ...] = ()
    goals: tuple[Text, ...] = ()
    """The ids of the goals it serves."""
    responsible: Responsibility = field(default_factory=Responsibility)
    bracket: Text | None = None
    """Its responsibility as the notice prints it, brackets included."""
    closing: Text | None = None
    """Its responsibility in words that stand on a line of their own below it."""
    deadline: Deadline | None = None
    targets: tuple[Target, ...] = ()
    evidence: Text | None = None
    milestones: tuple[Milestone, ...] = ()
    fields: tuple[tuple[str, Text], ...] = ()
    """自定栏目: column and what stands in it."""
    tasks: tuple[Task, ...] = ()
    print_responsible: PrintResponsible = "none"
    derived: bool = False
    """Whether its id is none that was written, but made from its words."""

    @property
    def wording(self) -> str:
        """Its run-in heading and its text."""
        return "。".join(filter(None, [self.title, (self.text or "").rstrip("\n")]))

    @property
    def cited(self) -> tuple[str, ...]:
        """The titles of the laws and regulations that the text cites, without 《》."""
        return cited(self.text or "")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the plan (一、) or of such a part (（一）)."""

    title: Text
    """Empty where the items stand under no heading."""
    level: int = 1
    """The heading's level, 1 to 4."""
    number: str = ""
    clause: str = ""
    text: Text | None = None
    run_in: bool = False
    """Whether the text is run in after the heading."""
    content: "tuple[Section | Item, ...]" = ()
    """Its parts and items, in the document's order."""
    closing: Text | None = None
    """A line after the items that says who is responsible for all of them."""
    table: "TaskTable | None" = None
    """The table that its items are printed as."""

    @property
    def parts(self) -> "tuple[Section, ...]":
        """The parts in it, one level below."""
        return tuple(entry for entry in self.content if isinstance(entry, Section))

    @property
    def items(self) -> tuple[Item, ...]:
        """The items that stand in it itself, texts that are no duty among them."""
        return tuple(entry for entry in self.content if isinstance(entry, Item))

    def all_items(self) -> Iterator[Item]:
        """Every item in it, at any depth, in the document's order."""
        for entry in self.content:
            if isinstance(entry, Item):
                yield entry
            else:
                yield from entry.all_items()


@dataclass(frozen=True, slots=True)
class IssuerMark:
    """发文机关标志: the red letterhead."""

    names: tuple[Text, ...]
    """The issuers, host first."""
    suffix: Literal["文件"] | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was at the meeting that minutes (纪要) record."""

    present: Text
    absent: Text | None = None
    observers: Text | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """How the plan goes out: the page elements of GB/T 9704-2012."""

    form: Form = "plan"
    copy_number: Text | None = None
    classification: Text | None = None
    urgency: Text | None = None
    issuer_mark: IssuerMark | None = None
    doc_number: Text | None = None
    signatories: tuple[Text, ...] = ()
    title: Text | None = None
    """The notice's own title; a line break is one on the page."""
    attendance: Attendance | None = None
    recipients: Text | None = None
    body: Text | None = None
    signature: tuple[Text, ...] = ()
    signed_on: Day | None = None
    sealed: bool = False
    note: Text | None = None
    cc: Text | None = None
    printed_by: Text | None = None
    printed_on: Day | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role in a roster and those who hold it."""

    role: Text
    names: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: Text
    width: Text | None = None
    """So many 字 (4字), or a share of what those leave (2)."""
    under: Text | None = None
    """The head above it, which equal neighbours share."""


FontSize = Literal["四号", "小四", "五号", "小五"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; those that it covers are not written."""

    text: Text
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the cells of a row, with those that reach into it, fill its columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    size: FontSize | None = None


@dataclass(frozen=True, slots=True)
class TaskColumn:
    """A column of a table of tasks."""

    column: Text
    """What stands in it: 工作任务, 牵头单位 …, or a column of the bureau's own."""
    name: Text | None = None
    """What heads it, where that is another word."""
    width: Text | None = None
    under: Text | None = None
    """The head above it, which equal neighbours share."""


@dataclass(frozen=True, slots=True)
class TaskTable:
    """任务表: a table made from the tasks."""

    columns: tuple[TaskColumn, ...]
    group_by: Text | None = None
    size: FontSize | None = None
    merge: tuple[Text, ...] = ()
    """More columns whose equal neighbours are one cell."""
    headings: bool = False
    """Whether each group is headed by a row that says its name, from edge to edge."""
    blanks: bool = False
    """Whether a cell with nothing to say stays empty."""


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: an annex, on pages of its own."""

    title: Text
    text: Text | None = None
    orientation: Literal["portrait", "landscape"] = "portrait"
    table: Table | None = None
    tasks: TaskTable | None = None
    notes: Text | None = None
    """表注: what stands under the table, without 注：."""
    roster: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiver:
    """豁免: a rule that does not hold in some lines of the plan, and why."""

    rule: Text
    """The rule's code."""
    reason: Text
    word: Text | None = None
    """The only word it is about; None for every finding in those lines."""
    lines: tuple[int, int] = (1, 1)
    """First and last line of what it stands in."""
    clause: str = ""
    """The number in the document of the item it stands in."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One year's plan."""

    series: Text
    """The work that this plan is one year of."""
    year: Integer
    title: Text
    """A line break is one on the page."""
    issuer: Text
    issue: Issue
    register: Register
    sections: tuple[Section, ...]
    preamble: Text | None = None
    closing: Text | None = None
    """结语: what follows the last section."""
    annexes: tuple[Annex, ...] = ()
    span: tuple[date, date] | None = None
    """Its first and last day, where it is of several years."""
    fields: tuple[Field, ...] = ()
    """自定栏目: the columns that the bureau keeps of its own."""
    style: Style = STANDARD
    """The bureau's own habits of layout."""
    waivers: tuple[Waiver, ...] = ()
    questions: tuple[Text, ...] = ()
    """What is still to be decided: the comments of its file that begin with 待定：."""

    @property
    def name(self) -> str:
        """The plan's title on one line."""
        return self.title.replace("\n", "")

    @property
    def heading(self) -> str:
        """The document's own title on one line: the notice's where there is one."""
        return (self.issue.title or self.title).replace("\n", "")

    def items(self) -> Iterator[Item]:
        """Every goal, measure and requirement in the document's order."""
        return (item for item in self.entries() if item.kind != "text")

    def entries(self) -> Iterator[Item]:
        """Every item in the document's order, texts that are no duty among them."""
        for section in self.sections:
            yield from section.all_items()


def name_of_earlier(old: Plan, new: Plan) -> str:
    """What an earlier plan is called beside a later one: 上次 in the same year, 上年, 2020年."""
    years = int(new.year) - int(old.year)
    return {0: "上次", 1: "上年"}.get(years, f"{old.year}年")
