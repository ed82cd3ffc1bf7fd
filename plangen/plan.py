"""The plan: what the bureau decided, as immutable values, references and defaults resolved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from plangen.deadline import Deadline
from plangen.document.gbt9704 import STANDARD, Style
from plangen.scalar import Day, Integer, Number, Text

Form = Literal["plan", "notice", "document", "letter", "minutes", "order"]
Kind = Literal["goal", "measure", "requirement"]
KINDS: Final[dict[Kind, str]] = {
    "goal": "工作目标",
    "measure": "工作措施",
    "requirement": "工作要求",
}
"""What people call each."""
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


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit (单位) that can be responsible."""

    id: Text
    name: Text
    also: tuple[Text, ...] = ()
    """Other names that the text uses for it."""
    category: Text | None = None
    """类别: what kind of unit it is, such as 乡镇卫生院."""
    tags: tuple[Text, ...] = ()
    """标签: whatever else groups may pick it by."""
    parent: "Unit | None" = None
    """上级: the unit it belongs to, as a township's to its county."""
    contact: Text | None = None
    """联系人: who in the unit receives its checklist."""
    phone: Text | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A collective name (各医疗卫生单位) for several units."""

    id: Text
    name: Text
    also: tuple[Text, ...] = ()
    units: "tuple[Unit | Group, ...] | None" = None
    """Its members; None where the group is open: named, but not yet listed."""


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


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who does it, in every role a notice names; inheritance is already applied."""

    department: Department | None = None
    person: Text | None = None
    lead_official: Text | None = None
    lead_unit: Unit | Group | None = None
    units: tuple[Unit | Group, ...] = ()
    supporting_units: tuple[Unit | Group, ...] = ()

    @property
    def parts(self) -> "tuple[Unit | Group, ...]":
        """Every unit and group that has a part in it, the lead first."""
        lead = (self.lead_unit,) if self.lead_unit else ()
        return (*lead, *self.units, *self.supporting_units)

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
class Task:
    """One thing a unit must actually do."""

    do: Text
    id: Text | None = None
    responsible: Responsibility = field(default_factory=Responsibility)
    deadline: Deadline | None = None
    targets: tuple[Target, ...] = ()
    evidence: Text | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A goal, a measure or a requirement: one entry of the plan."""

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
    """Paragraphs, separated by line breaks."""
    goals: tuple[Text, ...] = ()
    """The ids of the goals it serves."""
    responsible: Responsibility = field(default_factory=Responsibility)
    deadline: Deadline | None = None
    targets: tuple[Target, ...] = ()
    evidence: Text | None = None
    tasks: tuple[Task, ...] = ()
    print_responsible: PrintResponsible = "none"

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
    level: int = 1
    """The heading's level, 1 to 4."""
    number: str = ""
    clause: str = ""
    text: Text | None = None
    parts: "tuple[Section, ...]" = ()
    items: tuple[Item, ...] = ()

    def all_items(self) -> Iterator[Item]:
        """Every item in it, at any depth, in the document's order."""
        yield from self.items
        for part in self.parts:
            yield from part.all_items()


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


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has one cell per column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: an annex, on pages of its own."""

    title: Text
    text: Text | None = None
    orientation: Literal["portrait", "landscape"] = "portrait"
    table: Table | None = None
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
    annexes: tuple[Annex, ...] = ()
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
        for section in self.sections:
            yield from section.all_items()
